// Free TCP ports of 127.0.0.1, so that a second checkout or another program does not stop the first.
import { createServer } from 'node:net'

export async function freePort(first, taken = []) {
  for (let port = first; port < first + 200; port++) if (!taken.includes(port) && (await isFree(port))) return port
  throw new Error(`no free port between ${first} and ${first + 199}`)
}

export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
