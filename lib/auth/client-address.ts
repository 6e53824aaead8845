// Who is at the other end of a connection. Forwarding headers are what anybody may write; they are believed only as far back as the
// addresses that POSTERN_TRUSTED_PROXIES names have added to them.
import { randomBytes } from 'node:crypto'
import { BlockList, isIP, isIPv6 } from 'node:net'

/** Set by the panel's own server on every request (request-origin.ts): a key that only this process knows, a blank, the address. */
export const clientAddressHeader = 'x-postern-client'

const kept = globalThis as typeof globalThis & { posternOriginKey?: string }

/** On the global object, because the bundler gives each entry of the server its own copy of this module. */
function originKey(): string {
  kept.posternOriginKey ??= randomBytes(16).toString('hex')
  return kept.posternOriginKey
}

export const originMark = (address: string): string => `${originKey()} ${address}`

/** The address that this process put on the request; null when it did not, whatever a stranger wrote there. */
export function markedAddress(mark: string | null | undefined): string | null {
  const [key, address] = (mark ?? '').split(' ')
  return key === originKey() && address !== undefined && isIP(address) ? address : null
}

/** The same, of whoever sent a request. */
export const senderAddress = (headers: Headers): string | null => markedAddress(headers.get(clientAddressHeader))

/** Any of these may steer links, redirects or limits, so those of strangers are dropped before anything reads them. */
export const forwardingHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
] as const

export function trustedProxies(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

export function isTrusted(address: string, trusted: BlockList): boolean {
  return trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** The first address, read from the near end, that no trusted proxy vouches for. `forwardedFor`: X-Forwarded-For, the farthest first. */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: BlockList): string | null {
  let nearest = plain(peer)
  const claimed = (forwardedFor ?? '')
    .slice(0, 2000)
    .split(',')
    .map((text) => plain(text.trim()))
  while (nearest !== null && isTrusted(nearest, trusted)) {
    const next = claimed.pop() ?? null
    if (next === null) return nearest
    nearest = next
  }
  return nearest
}

/** One notation per address: an IPv4 peer of a dual-stack socket comes as ::ffff:192.0.2.1 (RFC 4291 2.5.5.2). */
function plain(text: string | undefined): string | null {
  const address = (text ?? '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return isIP(address) ? address : null
}
