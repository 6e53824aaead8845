// Lost updates (RFC 9110 13.1.1): who changes or deletes something says which version was seen. `*` is no answer to that.
import { Problem } from './problem'

export const etagOf = (version: number): string => `"${version}"`

/** The version of `If-Match: "7"`, 0 of settings that nobody changed yet; 428 (RFC 6585) without the header. */
export function requiredVersion(request: Request): number {
  const header = request.headers.get('if-match')
  if (header === null) throw new Problem('precondition_required', { errors: [{ place: 'header', field: 'If-Match', code: 'required' }] })
  const version = /^"(0|[1-9]\d{0,9})"$/.exec(header.trim())?.[1]
  if (version === undefined)
    throw new Problem('invalid_request', { errors: [{ place: 'header', field: 'If-Match', code: 'invalid_version' }] })
  return Number(version)
}

/** True when the caller holds this version already and a 304 says all (RFC 9110 13.1.2). */
export function holds(request: Request, version: number): boolean {
  const header = request.headers.get('if-none-match')
  return header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(version)) ?? false
}
