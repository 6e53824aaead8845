import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { agentFor, disconnect } from '#lib/host/client'
import { connectTo, type HostDoor } from '#lib/host/transport'
import { protocolVersion } from '#lib/protocol/operations'
import type { Lab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { givenEnrolledHost } from './testing'

let lab: Lab
let door: HostDoor

beforeAll(async () => {
  const enrolled = await givenEnrolledHost(machine)
  lab = enrolled.lab
  door = await db().host.findUniqueOrThrow({ where: { id: enrolled.host.id } })
})
beforeEach(() => disconnect(door.id))
afterAll(() => disconnect(door.id))

describe('a host', () => {
  it('answers typed questions over one kept channel', async () => {
    const agent = agentFor(door)
    const [hello, status] = await Promise.all([agent.hello(), agent.call('status', {})])
    expect(hello).toMatchObject({ hostname: lab.fqdn(machine), dovecot: { dialect: '2.4' } })
    expect(status.services.map(({ name }) => name)).toEqual(['postfix', 'dovecot'])
  })

  it('that shows another key than the pinned one gets nothing from us', async () => {
    const other = otherKey()
    await expect(agentFor({ ...door, id: 'other key', hostKey: other }).hello()).rejects.toMatchObject({ code: 'host_key_changed' })
  })

  it('that has no key of the pinned kind any more is another host', async () => {
    await expect(agentFor({ ...door, id: 'other kind', hostKey: 'ecdsa-sha2-nistp521 AAAA' }).hello()).rejects.toMatchObject({
      code: 'host_key_changed',
    })
  })

  it('that does not know our key says so', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    })
    await expect(connectTo(door, privateKey)).rejects.toMatchObject({ code: 'host_refused_login' })
  })

  it('where nothing listens is unreachable at once', async () => {
    await expect(agentFor({ ...door, id: 'closed port', port: 9 }).hello()).rejects.toMatchObject({ code: 'host_unreachable' })
  })

  it('lets our account run the agent and nothing else', async () => {
    const connection = await connectTo(door, await import('#lib/host/panel-key').then(({ panelPrivateKey }) => panelPrivateKey()))
    const channel = await connection.openChannel()
    channel.write(`{"id":1,"op":"hello","deadlineMs":5000,"input":{"protocol":${protocolVersion},"path":"/etc/passwd"}}\n`)
    const answer = await new Promise<string>((resolve) => channel.once('data', (chunk: Buffer) => resolve(chunk.toString())))
    connection.close()
    expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
  })
})

describe('a conversation that is cut', () => {
  it('fails what is in flight at its deadline, and goes on when the network is back', async () => {
    const agent = agentFor(door)
    await agent.hello()
    await lab.cutNetwork(machine)
    try {
      await expect(agent.call('status', {}, { deadlineMs: 500 })).rejects.toMatchObject({ code: 'host_deadline' })
    } finally {
      await lab.restoreNetwork(machine)
    }
    await disconnect(door.id)
    expect((await agent.call('status', {})).generation).toBeGreaterThanOrEqual(0)
  })

  it('fails at once when the agent is killed, and the next question finds a new one', async () => {
    const agent = agentFor(door)
    await agent.hello()
    const asked = Promise.allSettled([agent.call('generations', { before: null, limit: 1 }), agent.call('status', {})])
    await lab.exec(machine, ['/usr/bin/pkill', '-KILL', '-f', '/usr/lib/postern/postern-agent.cjs'])
    for (const result of await asked) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: expect.stringMatching(/^host_unreachable|agent_protocol$/) })
    }
    expect((await agent.hello()).protocol).toBe(protocolVersion)
  })
})

/** A key that exists and is not the host's. */
function otherKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes])
  return `ssh-ed25519 ${Buffer.concat([part(Buffer.from('ssh-ed25519')), part(raw)]).toString('base64')}`
}
