// The term of SPF that lets a server send: its name, or its address where it has told no name yet.
import { isIP } from 'node:net'
import type { Mechanism } from '#lib/dns/spf/record'

export function senderTerm(server: string): Mechanism {
  const version = isIP(server)
  if (version === 0) return { kind: 'a', domain: [{ literal: server }], prefix4: 32, prefix6: 128 }
  return { kind: version === 4 ? 'ip4' : 'ip6', address: server, prefix: version === 4 ? 32 : 128 }
}
