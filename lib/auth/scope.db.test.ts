import { beforeAll, expect, test } from 'vitest'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, unique } from '#lib/db/testing'
import type { AdministratorActor } from './actor'
import { administratorActor } from './administrator-actor'
import { may } from './permissions'
import { inScope, requireInScope } from './scope'

let own: Awaited<ReturnType<typeof givenDomain>>
let mirror: typeof own
let foreign: typeof own
let admin: AdministratorActor

beforeAll(async () => {
  own = await givenDomain()
  mirror = await givenDomain({ kind: 'alias', targetId: own.id, hostId: own.hostId })
  foreign = await givenDomain({ hostId: own.hostId })
  admin = await givenAdministrator('domain_admin', [own])
})

const again = () => administratorActor(admin, 'ui')

test('a domain administrator has what was given, and the alias domains that mirror it', () => {
  expect(admin.scope).toEqual({ ids: expect.arrayContaining([own.id, mirror.id]), names: expect.arrayContaining([own.name, mirror.name]) })
  expect([own, mirror, foreign].map((domain) => inScope(admin, domain))).toEqual([true, true, false])
  expect(() => requireInScope(admin, { name: foreign.name }, 'x')).toThrow(expect.objectContaining({ code: 'not_found' }))
})

test('owner, admin and auditor have all', async () => {
  for (const role of ['owner', 'admin', 'auditor'] as const) expect((await givenAdministrator(role)).scope).toBe('all')
})

test('a grant that is taken away, and one that is added, hold from the next actor on', async () => {
  await db().domainGrant.create({ data: { administratorId: admin.id, domainId: foreign.id, grantedBy: 'test' } })
  expect(inScope(await again(), foreign)).toBe(true)
  await db().domainGrant.deleteMany({ where: { administratorId: admin.id, domainId: foreign.id } })
  expect(inScope(await again(), foreign)).toBe(false)
})

test('who is narrowed has no more than the role, and no more than the narrowing', async () => {
  const narrow = { permissions: new Set(['alias.read', 'host.write'] as const), domainIds: [own.id, foreign.id] }
  const token = await administratorActor(admin, 'api', narrow)
  expect((['alias.read', 'alias.write', 'host.write'] as const).map((permission) => may(token, permission))).toEqual([true, false, false])
  expect([own, mirror, foreign].map((domain) => inScope(token, domain))).toEqual([true, true, false])
  const ofOwner = await administratorActor(await asOwner(), 'api', narrow)
  expect([own, foreign, await givenDomain()].map((domain) => inScope(ofOwner, domain))).toEqual([true, true, false])
})

test('a change that touches what is foreign is not saved, whatever the command was', async () => {
  const note = unique()
  const write = (touched: { domains: string[]; domainName: string; hosts?: string[] }) =>
    recordChange(admin, 'alias.write', async (tx) => {
      await tx.domain.update({ where: { id: foreign.id }, data: { note } })
      const entry = { action: 'alias.update', subjectKind: 'alias', subjectId: null, subjectName: 'x', domainName: touched.domainName }
      return { value: null, entries: [entry], domains: touched.domains, hosts: touched.hosts ?? [] }
    })
  for (const touched of [
    { domains: [foreign.name], domainName: own.name },
    { domains: [own.name], domainName: foreign.name },
    { domains: [own.name], domainName: own.name, hosts: [own.hostId] },
  ]) {
    await expect(write(touched)).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect((await db().domain.findUniqueOrThrow({ where: { id: foreign.id } })).note).toBe('')
})
