import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import ssh2, { type ServerConnection } from 'ssh2'
import { afterEach, expect, it } from 'vitest'
import { type Connection, connectTo } from './transport'

/** As a host's sshd: whatever is asked for, the program behind the door gets a channel. `open`: those that are. */
async function givenHost() {
  const key = ssh2.utils.generateKeyPairSync('ed25519')
  const host = { open: 0, opens: true, cut: () => undefined as unknown }
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client: ServerConnection) => {
    host.cut = () => client.end()
    client.on('error', () => undefined)
    client.on('authentication', (context) => context.accept())
    client.on('session', (accept) => {
      if (!host.opens) return
      accept().on('exec', (take) => {
        host.open++
        const channel = take()
        channel.on('close', () => host.open--)
        channel.resume()
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const door = { id: 'h', name: 'mail.example.org', address: '127.0.0.1', port, account: 'postern', hostKey: key.public }
  const connection = await connectTo(door, ssh2.utils.generateKeyPairSync('ed25519').private)
  endings.push(
    () => connection.close(),
    () => server.close(),
  )
  return { host, connection }
}

const endings: (() => unknown)[] = []
const warnings: string[] = []
const warned = (warning: Error) => warnings.push(warning.name)
process.on('warning', warned)
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

async function openAndClose(connection: Connection): Promise<void> {
  const channel = await connection.openChannel()
  channel.resume()
  channel.stderr.resume()
  channel.destroy()
  await once(channel, 'close')
}

it('a connection is kept for days: channels one after another, or many at once, leave nothing behind on it', async () => {
  const { host, connection } = await givenHost()
  for (let opened = 0; opened < 15; opened++) await openAndClose(connection)
  await Promise.all(Array.from({ length: 15 }, () => openAndClose(connection)))
  await sleep(20)
  expect(host.open).toBe(0)
  expect(warnings).toEqual([])
})

it('whoever waits for a channel hears at once that the connection is lost, and so does whoever asks later', async () => {
  const { host, connection } = await givenHost()
  host.opens = false
  const waiting = [connection.openChannel(), connection.openChannel()]
  const lost = Promise.all(waiting.map((one) => expect(one).rejects.toMatchObject({ code: 'host_unreachable' })))
  setTimeout(() => host.cut(), 20)
  await lost
  expect(connection.isOpen()).toBe(false)
  await expect(connection.openChannel()).rejects.toMatchObject({ code: 'host_unreachable' })
})
