// `relay:[server]:port` of a transport(5) line back into its parts. What is not of that form gives null.
export function readNextHop(value: string): { server: string; port: number | null; lookupMx: boolean } | null {
  const [, bracketed, bare, port] = /^relay:(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(value) ?? []
  const server = bracketed?.startsWith('IPv6:') ? `[${bracketed}]` : (bracketed ?? bare)
  return server ? { server, port: port ? Number(port) : null, lookupMx: bare !== undefined } : null
}
