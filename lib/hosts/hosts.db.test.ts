import { describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { hostStateOf } from '#lib/changes/host-state'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost } from '#lib/db/testing'
import { openAdministratorSsh } from './administrator-ssh'
import { removeHost, updateHost } from './commands'
import { getHost, listHosts } from './queries'

const relay = {
  relayServer: 'smtp.other.test',
  relayPort: 2525,
  relayTls: 'encrypt' as const,
  relayUsername: 'panel',
  relayPassword: 'a-relay-secret',
}

describe('the smart host of a host', () => {
  it('is saved with its password sealed, is due on the host, and its password is shown nowhere', async () => {
    const owner = await asOwner()
    const host = await givenHost()
    const saved = await updateHost(owner, host.id, 1, relay)
    expect(saved).toMatchObject({ ok: true, value: { relayServer: 'smtp.other.test', hasRelayPassword: true, settingsPending: true } })
    const everything = JSON.stringify(
      [await listHosts(owner), await db().change.findMany(), await db().host.findMany({ omit: { relayPasswordSealed: false } })],
      (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    )
    expect(everything).not.toContain('a-relay-secret')
    expect((await hostStateOf(host.id)).state.relayhost).toMatchObject({
      server: 'smtp.other.test',
      login: { username: 'panel', password: 'a-relay-secret' },
    })
  })

  it.each([
    ['a user name alone', { relayServer: 'smtp.other.test', relayUsername: 'panel' }, ['relay_login_incomplete']],
    ['a port without a server', { relayPort: 25 }, ['relay_settings_without_server']],
  ])('is refused with %s', async (_, input, codes) => {
    const outcome = await updateHost(await asOwner(), (await givenHost()).id, 1, input)
    expect(outcome).toMatchObject({ ok: false, refusals: codes.map((code) => ({ code })) })
  })

  it.each(['a;b', '-oProxyCommand=x', 'a b', '$(id)', 'a\nb', '../x', '[::1'])('is never %j', async (relayServer) => {
    expect(await updateHost(await asOwner(), (await givenHost()).id, 1, { relayServer })).toMatchObject({ ok: false })
  })
})

describe('a host', () => {
  it('counts what waits, what failed among it, and apart from both what another hand changed', async () => {
    const host = await givenHost()
    const row = (domainName: string, rest: object) => ({ hostId: host.id, domainName, desiredRevision: 5n, appliedRevision: 4n, ...rest })
    await db().domainApply.createMany({
      data: [
        row('waits.test', {}),
        row('failed.test', { errorCode: 'agent_map_failed' }),
        row('was-failed.test', { appliedRevision: 5n }),
        row('drift.test', { appliedRevision: 5n, driftSince: new Date() }),
      ],
    })
    expect(await getHost(await asOwner(), host.id)).toMatchObject({ domainsPending: 2, domainsFailed: 1, domainsDrifted: 1 })
  })

  it('with a new note wants nothing applied', async () => {
    const host = await givenHost()
    expect(await updateHost(await asOwner(), host.id, 1, { note: 'in the cellar' })).toMatchObject({ ok: true })
    expect(await db().host.findUniqueOrThrow({ where: { id: host.id } })).toMatchObject({ configRevision: host.configRevision })
  })

  it('on which domains live is not removed; an empty one is', async () => {
    const owner = await asOwner()
    const [full, empty] = [await givenHost(), await givenHost()]
    await givenDomain({ hostId: full.id })
    expect(await removeHost(owner, full.id, 1)).toMatchObject({ ok: false, refusals: [{ code: 'host_has_domains' }] })
    expect(await removeHost(owner, empty.id, 1)).toMatchObject({ ok: true })
    await expect(getHost(owner, empty.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is changed by owners alone, and the second of two is told', async () => {
    const host = await givenHost()
    await expect(updateHost(await givenAdministrator('admin'), host.id, 1, { note: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await updateHost(systemActor('test'), host.id, 1, { note: 'first' })
    expect(await updateHost(await asOwner(), host.id, 1, { note: 'second' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'conflict' }],
      current: { fields: ['note'] },
    })
  })
})

describe('the administrator’s SSH', () => {
  it.each(['-oProxyCommand=id', 'root@-oProxyCommand=id', 'root@a b', 'root', 'root@host;id'])(
    'is never started with %j',
    async (login) => {
      await expect(openAdministratorSsh({ login })).rejects.toMatchObject({ code: 'invalid_request' })
    },
  )

  it('runs nothing that a shell would read', async () => {
    const ssh = await openAdministratorSsh({ login: 'root@127.0.0.1', port: 9 })
    expect(() => ssh.run(['/usr/bin/cat', '--', '/etc/passwd;id'])).toThrow(/shell/)
    await ssh.close()
  })
})
