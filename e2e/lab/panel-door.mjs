// The panel of a lab listens on this computer alone. Its server-to-server part is shown to the lab's machines as https://panel.test, as a
// reverse proxy would show it: with a certificate of the lab's authority, and telling the panel who asks.
import { readFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { createServer } from 'node:https'
import { pkiPaths } from './pki.mjs'
import { LAST, planLab } from './plan.mjs'

/** From where the door connects to the panel: no other program does, so that the panel may believe what comes from there (POSTERN_TRUSTED_PROXIES). */
export const doorAddress = '127.0.0.2'
const OPEN = /^\/api\/webmail\//

/** The lab must be up. Answers a function that closes it. */
export async function openPanelDoor(labName, port) {
  const lab = planLab(labName)
  const pki = pkiPaths(lab)
  const server = createServer(
    { key: readFileSync(pki.privateKey('panel')), cert: readFileSync(pki.certificate('panel')) },
    (asked, answer) => {
      if (!OPEN.test(asked.url)) return answer.writeHead(404).end()
      const headers = { ...asked.headers, 'x-forwarded-for': asked.socket.remoteAddress }
      const passed = ask(
        { host: '127.0.0.1', port, localAddress: doorAddress, method: asked.method, path: asked.url, headers },
        (response) => {
          answer.writeHead(response.statusCode, response.headers)
          response.pipe(answer)
        },
      )
      passed.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()))
      asked.pipe(passed)
    },
  )
  await new Promise((resolve, reject) => server.once('error', reject).listen(443, lab.v4(LAST.here), resolve))
  return () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
}
