// Ports that this computer opens for the time of a test: in order, without TLS, silent, hostile.

import { X509Certificate } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls'
import { afterEach, expect, it } from 'vitest'
import { issue } from '#lib/x509/testing'
import { lookAtPort, shake } from './look-port'

const root = issue('Root', { authority: true })
const middle = issue('Between', { authority: true, by: root })
const own = issue('mail.example.test', { names: ['mail.example.test'], by: middle, rsaBits: 2048 })
const tls = { key: own.privateKey, cert: own.pem + middle.pem }
const opened: Server[] = []
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

async function listen(server: Server): Promise<number> {
  opened.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
const look = (port: number) => lookAtPort('127.0.0.1', port, 'mail.example.test', { versions: true })

it('reads the chain as it is sent, and finds the versions that are taken', async () => {
  const modern = await look(await listen(createTlsServer(tls)))
  expect(modern).toMatchObject({ state: 'shown', shown: { protocols: ['TLSv1.3', 'TLSv1.2'] } })
  expect(modern.state === 'shown' && modern.shown.chain.map((der) => new X509Certificate(der).subject)).toEqual([
    'CN=mail.example.test',
    'CN=Between',
  ])
  const old = createTlsServer({ ...tls, minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: 'DEFAULT@SECLEVEL=0' })
  expect(await look(await listen(old))).toMatchObject({ shown: { protocols: ['TLSv1.2', 'TLSv1.1', 'TLSv1'] } })
  const oldest = createTlsServer({ ...tls, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' })
  expect(await look(await listen(oldest))).toMatchObject({ shown: { protocols: ['TLSv1'] } })
})

it('that is closed is told apart from one that answers nonsense', async () => {
  const server = createServer((socket: Socket) =>
    socket
      .resume()
      .on('error', () => undefined)
      .end('HTTP/1.1 400 no\r\n\r\n'),
  )
  const port = await listen(server)
  expect(await look(port)).toEqual({ state: 'unanswered' })
  await new Promise((resolve) => server.close(resolve))
  expect(await look(port)).toEqual({ state: 'closed' })
})

it('upgrades as each protocol does, and says where it is not offered', async () => {
  const talk = (offers: string) =>
    createServer((socket) => {
      socket.write('220 mail ESMTP\r\n')
      socket.on('data', (part) => {
        const line = part.toString()
        if (line.startsWith('EHLO')) socket.write(`250-mail\r\n${offers}250 SIZE\r\n`)
        if (line.startsWith('STARTTLS')) {
          socket.write('220 go\r\n')
          socket.removeAllListeners('data')
          new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(tls) }).on('error', () => undefined)
        }
      })
      socket.on('error', () => undefined)
    })

  const [offered, plain] = [await listen(talk('250-STARTTLS\r\n')), await listen(talk(''))]
  expect(await shake({ address: '127.0.0.1', port: offered, talk: 'smtp' }, 'mail.example.test')).toMatchObject({ protocol: 'TLSv1.3' })
  expect(await shake({ address: '127.0.0.1', port: plain, talk: 'smtp' }, 'mail.example.test')).toBe('no_tls')
})
