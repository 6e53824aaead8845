// T17: a token is never wider than its owner at any moment, makes none wider than itself, and works until its end, from its addresses.
import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import type { CreateTokenInput } from '#lib/people/schema'
import { createToken, revokeToken } from '#lib/people/token-commands'
import { send } from '../../app/api/v1/in-process'
import type { AdministratorActor } from './actor'
import { verifyToken } from './api-token'
import { clientAddressHeader, originMark } from './client-address'
import { may, permissions, rolePermissions } from './permissions'
import { grantable } from './token-limits'

async function given(actor: AdministratorActor, input: Partial<CreateTokenInput> = {}) {
  const made = await createToken(actor, { name: 'a script', ...input })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  return made.value
}
const bearer = async (token: string, clientAddress: string | null = null) => {
  const found = await verifyToken(token, { clientAddress })
  if (!found) throw new Error('opens nothing')
  return found.actor
}
const mint = (token: string, body: object) => send('POST', '/api/v1/tokens', { token, body: { name: 'child', ...body } })
const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString()

describe('a token of which nothing is said', () => {
  it('reads, changes nothing, and ends in ninety days', async () => {
    const { token, expiresAt } = await given(await asOwner())
    const actor = await bearer(token)
    expect(permissions.filter((permission) => may(actor, permission))).toEqual(
      grantable.filter((permission) => permission.endsWith('.read')),
    )
    expect(expiresAt?.slice(0, 10)).toBe(inDays(90).slice(0, 10))
    const refused = await send('POST', '/api/v1/domains', { token, body: { name: 'x.example.test', host: 'none' } })
    expect([refused.status, refused.json]).toEqual([403, expect.objectContaining({ code: 'token_scope', subject: 'domain.write' })])
    expect(refused.json.detail).toContain('domain.write')
    expect((await send('GET', '/api/v1/domains', { token })).status).toBe(200)
  })
})

describe('a token and its owner', () => {
  it.each(['owner', 'admin', 'domain_admin', 'auditor'] as const)(
    'is never wider than the role %s, whatever it was given',
    async (role) => {
      const person = await givenAdministrator('owner')
      const tokens = [
        await given(person, { access: 'everything' }),
        await given(person, { access: 'chosen', permissions: [...grantable] }),
        await given(person),
      ]
      await db().administrator.update({ where: { id: person.id }, data: { role } })
      for (const { token } of tokens) {
        const actor = await bearer(token)
        const wider = permissions.filter((permission) => may(actor, permission) && !rolePermissions(role).has(permission))
        expect(wider).toEqual([])
        if (role === 'domain_admin') expect(actor.scope).toEqual({ ids: [], names: [] })
      }
    },
  )

  it('cannot be given what its owner does not have: permissions, domains, no end', async () => {
    const [admin, domainAdmin, foreign] = [await givenAdministrator('admin'), await givenAdministrator('domain_admin'), await givenDomain()]
    const refused = async (actor: AdministratorActor, input: Partial<CreateTokenInput>) => {
      const made = await createToken(actor, { name: 'x', ...input })
      return made.ok ? [] : made.refusals.map(({ field, code }) => `${field}: ${code}`)
    }
    expect(await refused(admin, { access: 'chosen', permissions: ['settings.write', 'mailbox.write'] })).toEqual([
      'permissions: token_beyond_role',
    ])
    expect(await refused(admin, { access: 'chosen' })).toEqual(['permissions: token_without_permission'])
    expect(await refused(domainAdmin, { domains: [foreign.name] })).toEqual(['domains: no_such_domain_here'])
    expect(await refused(admin, { domains: ['nowhere.example.test'] })).toEqual(['domains: no_such_domain_here'])
    expect(await refused(admin, { expiresAt: null })).toEqual(['expiresAt: token_needs_end'])
    expect(await refused(admin, { expiresAt: inDays(800) })).toEqual(['expiresAt: token_lasts_long'])
    expect(await refused(await asOwner(), { expiresAt: null })).toEqual([])
    expect(await refused(admin, { networks: ['10.0.0.0/33', '1.2.3'] })).toEqual([
      'networks.0: invalid_network',
      'networks.1: invalid_network',
    ])
    await expect(createToken(await givenAdministrator('auditor'), { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('dies with its end and with its owner’s disabling and deletion, and follows what is taken from them', async () => {
    const person = await givenAdministrator('domain_admin')
    const domain = await givenDomain()
    await db().domainGrant.create({ data: { administratorId: person.id, domainId: domain.id, grantedBy: 'an owner' } })
    const actor = { ...person, scope: { ids: [domain.id], names: [domain.name] } }
    const { token, id } = await given(actor, { access: 'everything', domains: [domain.name] })
    expect((await bearer(token)).scope).toEqual({ ids: [domain.id], names: [domain.name] })
    expect((await send('GET', `/api/v1/domains/${domain.name}`, { token })).status).toBe(200)
    await db().domainGrant.deleteMany({ where: { administratorId: person.id } })
    expect((await bearer(token)).scope).toEqual({ ids: [], names: [] })
    expect((await send('GET', `/api/v1/domains/${domain.name}`, { token })).status).toBe(404)
    await db().administrator.update({ where: { id: person.id }, data: { disabledAt: new Date() } })
    expect(await verifyToken(token)).toBeNull()
    await db().administrator.update({ where: { id: person.id }, data: { disabledAt: null } })
    await db().apiToken.update({ where: { id }, data: { expiresAt: new Date() } })
    expect(await verifyToken(token)).toBeNull()
    await db().apiToken.update({ where: { id }, data: { expiresAt: null } })
    await db().administrator.delete({ where: { id: person.id } })
    expect(await verifyToken(token)).toBeNull()
  })
})

describe('a token that is held to domains', () => {
  it('finds no other, has no say in people, hosts and settings, and is not freed when its domain is deleted', async () => {
    const [mine, other] = [await givenDomain(), await givenDomain()]
    const { token } = await given(await asOwner(), { access: 'everything', domains: [mine.name] })
    expect((await send('GET', `/api/v1/domains/${mine.name}`, { token })).status).toBe(200)
    expect((await send('GET', `/api/v1/domains/${other.name}`, { token })).status).toBe(404)
    for (const path of ['people', 'hosts', 'settings'])
      expect([path, (await send('GET', `/api/v1/${path}`, { token })).status]).toEqual([path, 403])
    await db().domain.delete({ where: { id: mine.id } })
    expect((await bearer(token)).scope).toEqual({ ids: [], names: [] })
  })
})

describe('a token that is bound to addresses', () => {
  it('works from there alone, in both families, and keeps the last address', async () => {
    const { token, id } = await given(await asOwner(), { networks: ['192.0.2.0/24', '2001:db8::/32'] })
    for (const address of ['192.0.2.9', '2001:db8:1::9']) expect(await bearer(token, address)).toMatchObject({ via: 'api' })
    expect(await db().apiToken.findUnique({ where: { id } })).toMatchObject({ lastUsedFrom: '2001:db8:1::9' })
    for (const address of ['192.0.3.9', '2001:db9::1', '::ffff:203.0.113.1', null])
      await expect(verifyToken(token, { clientAddress: address })).rejects.toMatchObject({ code: 'token_network' })
    const from = (headers: Record<string, string>) => send('GET', '/api/v1/domains', { token, headers })
    expect((await from({ [clientAddressHeader]: originMark('192.0.2.9') })).status).toBe(200)
    const away = await from({ [clientAddressHeader]: originMark('198.51.100.1') })
    expect([away.status, away.json]).toEqual([403, expect.objectContaining({ code: 'token_network', subject: '198.51.100.1' })])
    // What a stranger writes about where they are is no address.
    const forged = {
      [clientAddressHeader]: 'x 192.0.2.9',
      'X-Forwarded-For': '192.0.2.9',
      'X-Real-IP': '192.0.2.9',
      Forwarded: 'for=192.0.2.9',
    }
    expect((await from(forged)).status).toBe(403)
  })
})

describe('a token that makes a token', () => {
  it('makes none wider than itself: access, permissions, domains, networks, life', async () => {
    const [one, two] = [await givenDomain(), await givenDomain()]
    const owner = await asOwner()
    const parent = await given(owner, {
      access: 'chosen',
      permissions: ['token.write', 'mailbox.read', 'mailbox.write'],
      domains: [one.name],
      networks: ['192.0.2.0/24'],
      expiresAt: inDays(10),
    })
    const headers = { [clientAddressHeader]: originMark('192.0.2.1') }
    const refusal = async (body: object) => {
      const { status, json } = await send('POST', '/api/v1/tokens', { token: parent.token, body: { name: 'child', ...body }, headers })
      return [status, json.errors?.[0]?.code]
    }
    expect(await refusal({ access: 'everything' })).toEqual([422, 'token_wider'])
    expect(await refusal({})).toEqual([422, 'token_wider'])
    expect(await refusal({ access: 'chosen', permissions: ['mailbox.read', 'alias.read'] })).toEqual([422, 'token_beyond_role'])
    const chosen = { access: 'chosen', permissions: ['mailbox.read'] }
    expect(await refusal({ ...chosen, domains: [two.name] })).toEqual([422, 'no_such_domain_here'])
    expect(await refusal({ ...chosen, networks: ['192.0.0.0/16'] })).toEqual([422, 'token_wider'])
    expect(await refusal({ ...chosen, expiresAt: null })).toEqual([422, 'token_outlives'])
    expect(await refusal({ ...chosen, expiresAt: inDays(11) })).toEqual([422, 'token_outlives'])
    const made = await send('POST', '/api/v1/tokens', { token: parent.token, body: { name: 'child', ...chosen }, headers })
    // What is not said comes from the parent, and never more.
    expect(made.json.data).toMatchObject({ domains: [one.name], networks: ['192.0.2.0/24'], expiresAt: parent.expiresAt })
  })

  it('takes along what it made, and what that made, when it is revoked', async () => {
    const owner = await asOwner()
    const first = await given(owner, { access: 'everything' })
    const second = (await mint(first.token, { access: 'everything' })).json.data
    const third = (await mint(second.token, { access: 'everything' })).json.data
    expect(await verifyToken(third.token)).not.toBeNull()
    await revokeToken(owner, first.id)
    for (const { token } of [first, second, third]) expect(await verifyToken(token)).toBeNull()
    expect(await db().change.count({ where: { action: 'token.revoke', subjectId: { in: [first.id, second.id, third.id] } } })).toBe(3)
  })

  it('needs the permission: one that reads makes none, and neither does one of a role without it', async () => {
    const { token } = await given(await asOwner())
    const refused = await mint(token, {})
    expect([refused.status, refused.json.code, refused.json.subject]).toEqual([403, 'token_scope', 'token.write'])
  })
})
