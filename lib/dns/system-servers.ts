// The resolvers that this machine is set to ask.
import { getServers } from 'node:dns'
import { isIP } from 'node:net'
import type { Server } from './wire-resolver'

/** `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353`, as node:dns writes them and people do; null: none of these. */
export function parseServer(text: string): Server | null {
  const written = text.trim()
  if (isIP(written)) return { address: written }
  const [, six, four, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(written) ?? []
  const address = six ?? four ?? ''
  const port = Number(digits)
  return isIP(address) && port > 0 && port <= 65_535 ? { address, port } : null
}

export const systemServers = (): Server[] => getServers().flatMap((text) => parseServer(text) ?? [])
