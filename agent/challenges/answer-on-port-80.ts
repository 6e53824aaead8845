// Answers a certificate authority (RFC 8555 8.3). A process of its own, as nobody with the one capability to listen on port 80, for what strangers send to a port is
// not read as root. It is told the answers on stdin, a JSON line for each set, says a line when it listens, and ends with stdin or after ten minutes.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import * as z from 'zod'
import { challengeAnswer } from '#lib/protocol/certificates'

const lifeMs = 600_000
const folder = '/.well-known/acme-challenge/'
const answers = z.array(challengeAnswer)

export async function answerOnPort80(input: Readable, output: Writable): Promise<number> {
  let known = new Map<string, string>()
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, maxHeaderSize: 8192 }, (request, response) => {
    const path = request.url ?? ''
    const text = request.method === 'GET' && path.startsWith(folder) ? known.get(path.slice(folder.length)) : undefined
    response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': 'application/octet-stream', Connection: 'close' })
    response.end(text)
  })
  server.maxConnections = 64
  const failed = new Promise<string>((resolve) => server.once('error', (error) => resolve('code' in error ? String(error.code) : 'error')))
  const listening = new Promise<null>((resolve) => server.listen({ port: 80, host: '::' }, () => resolve(null)))
  const failure = await Promise.race([failed, listening])
  if (failure !== null) {
    output.write(`${failure}\n`)
    return 1
  }
  const end = setTimeout(() => process.exit(0), lifeMs)
  for await (const line of createInterface({ input })) {
    known = new Map(answers.parse(JSON.parse(line)).map(({ token, keyAuthorization }) => [token, keyAuthorization]))
    output.write('ok\n')
  }
  clearTimeout(end)
  server.close()
  server.closeAllConnections()
  return 0
}
