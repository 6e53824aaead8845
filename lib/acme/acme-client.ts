// A client of RFC 8555 for one account: an order goes from its names to a chain. Every request goes through the guarded fetch: no redirects, bounded, no private
// addresses unless allowed. What the authority answers is parsed before it is used.
import type { KeyObject } from 'node:crypto'
import * as z from 'zod'
import { guardedFetch, OutboundError } from '#lib/outbound/guarded-fetch'
import { boundTo, type ExternalAccount, jwkOf, readAccountKey, signed, thumbprint } from './account-key'
import { AcmeError, reasonOf } from './acme-error'

export type AcmeOptions = {
  directory: string
  accountKey: string
  /** As it was given when the account was made; null: it is asked for. */
  accountUrl: string | null
  contact: string | null
  external?: ExternalAccount | null
  allowPrivate: boolean
  ca: string | null
}

const link = z.string().url().max(2000)
const directoryShape = z.object({
  newNonce: link,
  newAccount: link,
  newOrder: link,
  renewalInfo: link.optional(),
  meta: z.object({ termsOfService: z.string().max(2000).optional(), externalAccountRequired: z.boolean().optional() }).optional(),
})
export type AcmeDirectory = z.infer<typeof directoryShape>
const problem = z.object({ type: z.string().optional(), detail: z.string().optional() })
const problems = problem.extend({
  subproblems: z.array(problem.extend({ identifier: z.object({ value: z.string() }).optional() })).optional(),
})
const orderShape = z.object({
  status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
  authorizations: z.array(link).max(200),
  finalize: link,
  certificate: link.optional(),
  error: problems.optional(),
})
export type AcmeOrder = z.infer<typeof orderShape>
const challengeShape = z.object({
  type: z.string(),
  url: link,
  status: z.string(),
  token: z.string().optional(),
  error: problems.optional(),
})
export type AcmeChallenge = z.infer<typeof challengeShape>
const authorizationShape = z.object({
  status: z.enum(['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked']),
  identifier: z.object({ type: z.string(), value: z.string().max(255) }),
  wildcard: z.boolean().optional(),
  challenges: z.array(challengeShape),
})
export type AcmeAuthorization = z.infer<typeof authorizationShape>
const renewalShape = z.object({
  suggestedWindow: z.object({ start: z.iso.datetime({ offset: true }), end: z.iso.datetime({ offset: true }) }),
})

const timeoutMs = 30_000
const noncesTriedMax = 4

export class AcmeClient {
  readonly #key: KeyObject
  readonly #fetch: ReturnType<typeof guardedFetch>
  readonly #options: AcmeOptions
  #directory: AcmeDirectory | null = null
  #nonce: string | null = null
  accountUrl: string | null

  constructor(options: AcmeOptions) {
    this.#options = options
    this.#key = readAccountKey(options.accountKey)
    this.#fetch = guardedFetch({ allowPrivate: options.allowPrivate, timeoutMs, ca: options.ca })
    this.accountUrl = options.accountUrl
  }

  /** What stands at the place that the authority looks at (8.1). */
  keyAuthorization(token: string): string {
    return `${token}.${thumbprint(jwkOf(this.#key))}`
  }

  async directory(): Promise<AcmeDirectory> {
    this.#directory ??= parsed(directoryShape, await this.#get(this.#options.directory))
    return this.#directory
  }

  /** Makes the account, or finds the one of this key (7.3). Gives its place. */
  async openAccount(): Promise<string> {
    if (this.accountUrl !== null) return this.accountUrl
    const { newAccount, meta } = await this.directory()
    const { contact, external } = this.#options
    if (meta?.externalAccountRequired && !external) throw new AcmeError('externalAccountRequired', 'the directory says so')
    const { headers } = await this.#post(newAccount, {
      termsOfServiceAgreed: true,
      ...(contact && { contact: [`mailto:${contact}`] }),
      ...(external && { externalAccountBinding: boundTo(external, jwkOf(this.#key), newAccount) }),
    })
    this.accountUrl = placeIn(headers)
    return this.accountUrl
  }

  /** `replaces`: the renewed certificate (RFC 9773 5), which some authorities count apart. */
  async newOrder(names: readonly string[], replaces: string | null): Promise<{ url: string; order: AcmeOrder }> {
    const { newOrder, renewalInfo } = await this.directory()
    const { headers, body } = await this.#post(newOrder, {
      identifiers: names.map((value) => ({ type: 'dns', value })),
      ...(renewalInfo && replaces && { replaces }),
    })
    return { url: placeIn(headers), order: parsed(orderShape, body) }
  }

  async order(url: string): Promise<AcmeOrder> {
    return parsed(orderShape, (await this.#post(url)).body)
  }

  async authorization(url: string): Promise<AcmeAuthorization> {
    return parsed(authorizationShape, (await this.#post(url)).body)
  }

  /** It may look now (7.5.1). */
  async respond({ url }: AcmeChallenge): Promise<void> {
    await this.#post(url, {})
  }

  async finalize({ finalize }: AcmeOrder, request: Buffer): Promise<AcmeOrder> {
    return parsed(orderShape, (await this.#post(finalize, { csr: request.toString('base64url') })).body)
  }

  /** PEM, the own one first (9.1). */
  async certificate(url: string): Promise<string> {
    return (await this.#post(url)).body
  }

  /** When the authority would like it renewed (RFC 9773); null: it does not say. */
  async renewalWindow(certificateId: string): Promise<{ start: Date; end: Date } | null> {
    const { renewalInfo } = await this.directory()
    if (!renewalInfo) return null
    const { suggestedWindow } = parsed(renewalShape, await this.#get(`${renewalInfo.replace(/\/+$/, '')}/${certificateId}`))
    return { start: new Date(suggestedWindow.start), end: new Date(suggestedWindow.end) }
  }

  async #get(url: string): Promise<string> {
    const answer = await this.#send(url, 'GET')
    const body = await answer.text()
    if (answer.status !== 200) throw failureOf(answer, body)
    return body
  }

  async #post(url: string, payload?: unknown): Promise<{ headers: Headers; body: string }> {
    for (let attempt = 1; ; attempt++) {
      const nonce = this.#nonce ?? (await this.#freshNonce())
      this.#nonce = null
      const who = this.accountUrl === null ? { jwk: jwkOf(this.#key) } : { kid: this.accountUrl }
      const answer = await this.#send(url, 'POST', signed(this.#key, { ...who, nonce, url }, payload))
      this.#nonce = answer.headers.get('replay-nonce')
      const body = await answer.text()
      if (answer.status < 300) return { headers: answer.headers, body }
      const failure = failureOf(answer, body)
      // 6.5: a nonce may be too old by no fault of ours.
      if (failure.reason !== 'badNonce' || attempt === noncesTriedMax) throw failure
    }
  }

  async #freshNonce(): Promise<string> {
    const nonce = (await this.#send((await this.directory()).newNonce, 'HEAD')).headers.get('replay-nonce')
    if (nonce === null) throw new AcmeError('no_answer', 'it gives no nonce')
    return nonce
  }

  async #send(url: string, method: string, body?: string): Promise<Response> {
    try {
      return await this.#fetch(url, { method, ...(body !== undefined && { headers: { 'Content-Type': 'application/jose+json' }, body }) })
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      const { reason, host } = error
      const known = reason === 'private_address' ? reason : reason === 'tls' ? 'certificate' : 'unreachable'
      throw new AcmeError(known, `${host}: ${reason}`)
    }
  }
}

function placeIn(headers: Headers): string {
  const { data } = link.safeParse(headers.get('location'))
  if (data === undefined) throw new AcmeError('no_answer', 'it does not say where')
  return data
}

function parsed<T>(shape: z.ZodType<T>, text: string): T {
  const result = shape.safeParse(jsonIn(text))
  if (!result.success) throw new AcmeError('no_answer', `not as RFC 8555 says: ${result.error.issues[0]?.path.join('.') ?? ''}`)
  return result.data
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function problemText(told: z.infer<typeof problems> | undefined): string {
  const parts = [told?.detail, ...(told?.subproblems ?? []).map(({ identifier, detail }) => `${identifier?.value ?? ''}: ${detail ?? ''}`)]
  return parts
    .filter((part): part is string => part !== undefined && part !== '')
    .join('; ')
    .slice(0, 1000)
}

function failureOf(answer: Response, body: string): AcmeError {
  const { data } = problems.safeParse(jsonIn(body))
  return new AcmeError(data ? reasonOf(data.type) : 'no_answer', problemText(data) || `HTTP ${answer.status}`, retryAfter(answer.headers))
}

/** Seconds or a date (RFC 9110 10.2.3). */
function retryAfter(headers: Headers): Date | null {
  const told = headers.get('retry-after')
  if (told === null) return null
  const at = /^\d{1,8}$/.test(told) ? Date.now() + Number(told) * 1000 : Date.parse(told)
  return Number.isNaN(at) ? null : new Date(at)
}
