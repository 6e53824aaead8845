// Who a passkey is for: the host name of the public URL. Browsers give passkeys to names over HTTPS (or to localhost) alone, never to an IP
// address (WebAuthn 5.1.3), so a panel that is reached otherwise offers none.
import { isIP } from 'node:net'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'

export type RelyingParty = { id: string; name: string; origin: string }

export function findRelyingParty(): RelyingParty | null {
  const { hostname, host, origin, protocol } = new URL(env('NEXTAUTH_URL'))
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (isIP(hostname.replace(/^\[|\]$/g, '')) || (protocol !== 'https:' && !isLocal)) return null
  return { id: hostname, name: `Postern ${host}`, origin }
}

export function relyingParty(): RelyingParty {
  const party = findRelyingParty()
  if (!party) throw new AppError('refused', { subject: 'passkey', detail: 'the public URL has no name that passkeys can be bound to' })
  return party
}
