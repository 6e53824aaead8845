// What the provider says of a person. Everything in it was written by strangers, and only these parts are read.
import type { ProviderSettings } from './schema'

export type Claims = {
  issuer: string
  subject: string
  email: string | null
  emailVerified: boolean
  name: string | null
  /** Null: it said nothing of groups. */
  groups: string[] | null
  /** By its own word the person gave a second factor (`amr`, `acr`). */
  vouched: boolean
}

const groupsMax = 5000

export function readClaims(token: Record<string, unknown>, info: Record<string, unknown>, settings: ProviderSettings): Claims {
  // The ID token is signed, so it goes before what was asked for afterwards.
  const said = { ...info, ...token }
  return {
    issuer: textOf(token.iss) ?? '',
    subject: textOf(token.sub) ?? '',
    email: textOf(said.email)?.trim().toLowerCase() ?? null,
    emailVerified: said.email_verified === true || said.email_verified === 'true',
    name: textOf(said.name) ?? textOf(said.preferred_username),
    groups: groupsOf(claimAt(said, settings.groupsClaim)),
    vouched:
      textsOf(token.amr).some((method) => settings.trustedMethods.includes(method)) ||
      settings.trustedContexts.includes(textOf(token.acr) ?? ''),
  }
}

/** By its whole name, which may have dots in it, or else as a path: `realm_access.roles`. */
export function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let found: unknown = claims
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined
    found = Reflect.get(found, part)
  }
  return found
}

function groupsOf(claim: unknown): string[] | null {
  if (typeof claim === 'string') return [claim]
  return Array.isArray(claim) ? textsOf(claim).slice(0, groupsMax) : null
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
