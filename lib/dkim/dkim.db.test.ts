import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '#lib/auth/actor'
import { desiredDomains } from '#lib/changes/desired-state'
import { db } from '#lib/db/client'
import { givenAdministrator, givenDomain } from '#lib/db/testing'
import { dueDomains } from './check-due-keys'
import { settleKeys } from './check-keys'
import { activateSeen, retireDkimKey } from './commands'
import { exportDkimKey } from './export-key'
import { readKeyPair } from './key-pair'
import { createDkimKey, importDkimKey, rotateDkimKeys } from './make-keys'
import { listDkimKeys } from './queries'
import { recordOf } from './record'
import type { Look } from './rotation'

const worker = systemActor('dkim')
const rsa = { algorithms: ['rsa' as const] }
const day = 86_400_000
let owner: Actor
beforeAll(async () => {
  owner = await givenAdministrator('owner')
})

type Given = Awaited<ReturnType<typeof givenDomain>>
const make = async (domain: Given, input: object = {}) => {
  const made = await createDkimKey(owner, domain.id, input)
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  return made.value
}
const settle = async (domain: Given, verdict: Look['verdict'], now = new Date()) => {
  const rows = await db().dkimKey.findMany({ where: { domainId: domain.id } })
  await settleKeys(worker, domain.id, new Map(rows.map(({ id }) => [id, { verdict, servers: ['ns'] }])), rsa, now)
  return listDkimKeys(owner, domain.id)
}
const sentTo = async (domain: Given) => {
  const [desired] = await desiredDomains(domain.hostId, [domain.name])
  const state = desired?.state()
  // No host was ever told of a domain in which nothing changed.
  return state?.kind === 'hosted' ? state.dkim : []
}
const statesOf = async (domain: Given) => (await listDkimKeys(owner, domain.id)).map(({ selector, state }) => `${selector} ${state}`).sort()
const refusedCodes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => outcome.refusals?.map(({ code }) => code)

describe('DKIM keys', () => {
  it('are made with 2048 bits and a dated selector, sealed, and in no view, audit entry or state of the host until they sign', async () => {
    const domain = await givenDomain()
    const key = await make(domain)
    expect(key).toMatchObject({ algorithm: 'rsa', bits: 2048, state: 'pending', reason: 'made', record: { task: 'publish' } })
    expect(key.selector).toMatch(/^\d{6}r$/)
    const row = await db().dkimKey.findUniqueOrThrow({ where: { id: key.id }, omit: { privateSealed: false } })
    expect(row.privateSealed).toMatch(/^v1\./)
    const entries = await db().change.findMany({ where: { subjectId: domain.id } })
    const told = JSON.stringify([key, await listDkimKeys(owner, domain.id), entries], (_, value) => (typeof value === 'bigint' ? 1 : value))
    expect(told).not.toContain(row.privateSealed)
    expect(told).not.toMatch(/PRIVATE|privateSealed/)
    expect(await sentTo(domain)).toEqual([])
  })

  it('are refused with 1024 bits, a selector that is no name, and one that is there', async () => {
    const domain = await givenDomain()
    expect(refusedCodes(await createDkimKey(owner, domain.id, { bits: 1024 }))).toEqual(['dkim_bits'])
    expect(refusedCodes(await createDkimKey(owner, domain.id, { selector: 'a b' }))).toEqual(['invalid_selector'])
    await make(domain, { selector: 'mine' })
    expect(refusedCodes(await createDkimKey(owner, domain.id, { selector: 'mine' }))).toEqual(['dkim_selector_taken'])
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(refusedCodes(await importDkimKey(owner, domain.id, { selector: 'old', privateKey: weak }))).toEqual(['dkim_key_size'])
    expect(refusedCodes(await createDkimKey(owner, (await givenDomain({ kind: 'relay' })).id, {}))).toEqual(['dkim_relay'])
  })

  it('sign on the host when their record is seen, and an unpublished one is refused', async () => {
    const domain = await givenDomain()
    const key = await make(domain)
    for (const verdict of ['missing', 'disagree', 'unanswered'] as const) {
      await expect(activateSeen(owner, domain.id, key.id, new Map([[key.id, { verdict, servers: [] }]]), rsa)).rejects.toMatchObject({
        refusals: [{ code: 'dkim_unpublished' }],
      })
      expect(await settle(domain, verdict)).toMatchObject([{ state: 'pending', finding: verdict }])
    }
    expect(await sentTo(domain)).toEqual([])
    expect(await settle(domain, 'agreed')).toMatchObject([{ state: 'active', reason: 'signs', finding: null }])
    expect(await sentTo(domain)).toMatchObject([{ domain: domain.name, selector: key.selector, algorithm: 'rsa' }])
    const applies = await db().domainApply.findFirstOrThrow({ where: { domainName: domain.name } })
    expect(applies.desiredRevision).toBeGreaterThan(0n)
    const actions = (await db().change.findMany({ where: { subjectId: domain.id }, orderBy: { id: 'asc' } })).map(({ action }) => action)
    expect(actions).toEqual(['domain.dkim-create', 'domain.dkim-publish', 'domain.dkim-activate'])
  })

  it('are rotated: the old one signs until the new one is seen, rests, is retired and destroyed, and is forgotten', async () => {
    const domain = await givenDomain()
    const old = await make(domain, { selector: 'old' })
    expect(refusedCodes(await rotateDkimKeys(owner, domain.id))).toEqual(['dkim_nothing_to_rotate'])
    await settle(domain, 'agreed')
    const rotated = await rotateDkimKeys(owner, domain.id)
    if (!rotated.ok) throw new Error('refused')
    expect(refusedCodes(await rotateDkimKeys(owner, domain.id))).toEqual(['dkim_rotation_under_way'])
    expect(await sentTo(domain)).toMatchObject([{ selector: 'old' }])
    await settle(domain, 'agreed')
    expect(await sentTo(domain)).toMatchObject([{ selector: rotated.value.selector }])
    expect(await statesOf(domain)).toEqual([`${rotated.value.selector} active`, 'old retiring'])
    // Back again, as long as its record stands.
    const seen = new Map([[old.id, { verdict: 'agreed' as const, servers: [] }]])
    await activateSeen(owner, domain.id, 'old', seen, rsa)
    expect(await statesOf(domain)).toEqual([`${rotated.value.selector} retiring`, 'old active'])
    await activateSeen(owner, domain.id, rotated.value.id, new Map([[rotated.value.id, { verdict: 'agreed', servers: [] }]]), rsa)
    await settle(domain, 'agreed', new Date(Date.now() + 7 * day))
    expect(await statesOf(domain)).toEqual([`${rotated.value.selector} active`, 'old retired'])
    const row = await db().dkimKey.findUniqueOrThrow({ where: { id: old.id }, omit: { privateSealed: false } })
    expect(row.privateSealed).toBeNull()
    await settleKeys(worker, domain.id, new Map([[old.id, { verdict: 'missing', servers: [] }]]), rsa, new Date())
    expect(await statesOf(domain)).toEqual([`${rotated.value.selector} active`])
  })

  it('of an alias domain sign with its own name on the host of its target', async () => {
    const target = await givenDomain()
    const mirror = await givenDomain({ kind: 'alias', hostId: target.hostId, targetId: target.id })
    await make(mirror)
    await settle(mirror, 'agreed')
    expect(await sentTo(target)).toMatchObject([{ domain: mirror.name }])
  })

  it('are exported by owners alone, which stands in the audit without the key', async () => {
    const domain = await givenDomain()
    const key = await make(domain)
    const someone = await givenAdministrator('owner')
    const exported = await exportDkimKey(someone, domain.id, key.id)
    if (!exported.ok) throw new Error('refused')
    expect(recordOf({ ...readKeyPair(exported.value.privateKey), ...key }, domain.name).value).toBe(key.record.value)
    const entry = await db().change.findFirstOrThrow({ where: { subjectId: domain.id }, orderBy: { id: 'desc' } })
    expect(entry).toMatchObject({
      action: 'domain.dkim-export',
      permission: 'dkim.export',
      actorName: someone.name,
      after: { selector: key.selector },
    })
    for (const role of ['admin', 'domain_admin', 'auditor'] as const)
      await expect(exportDkimKey(await givenAdministrator(role, [domain]), domain.id, key.id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('that never signed are dropped; one that signs rests', async () => {
    const domain = await givenDomain()
    const key = await make(domain)
    expect(await retireDkimKey(owner, domain.id, key.selector)).toMatchObject({ ok: true, value: null })
    const second = await make(domain)
    await settle(domain, 'agreed')
    expect(await retireDkimKey(owner, domain.id, second.id)).toMatchObject({ ok: true, value: { state: 'retiring', reason: 'put_aside' } })
    expect(await sentTo(domain)).toEqual([])
  })

  it('are a domain administrator’s in their domains, and nobody’s who only looks', async () => {
    const [mine, other] = [await givenDomain(), await givenDomain()]
    const domainAdmin = await givenAdministrator('domain_admin', [mine])
    expect(await createDkimKey(domainAdmin, mine.id, {})).toMatchObject({ ok: true })
    await expect(createDkimKey(domainAdmin, other.id, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(listDkimKeys(domainAdmin, other.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(createDkimKey(await givenAdministrator('auditor'), mine.id, {})).rejects.toMatchObject({ code: 'forbidden' })
  })
})

it.each([
  ['pending, and new', { state: 'pending', finding: 'missing' }, 5],
  ['pending for long', { state: 'pending', finding: 'missing', stateSince: new Date(0) }, 30],
  ['active, and well', { state: 'active' }, 360],
  ['active, and not found', { state: 'active', finding: 'missing' }, 30],
])('a key that is %s is looked at again after its time, not before', async (_, standing, minutes) => {
  const domain = await givenDomain()
  const { id } = await make(domain)
  const isDue = async (now: Date) => (await dueDomains(now)).includes(domain.id)
  const checkedAt = new Date()
  expect(await isDue(checkedAt), 'nobody looked yet').toBe(true)
  await db().dkimKey.update({ where: { id }, data: { stateSince: checkedAt, ...standing, checkedAt } })
  expect(await isDue(new Date(checkedAt.getTime() + minutes * 60_000 - 1))).toBe(false)
  expect(await isDue(new Date(checkedAt.getTime() + minutes * 60_000))).toBe(true)
})
