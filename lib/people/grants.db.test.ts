import { beforeAll, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { administratorActor } from '#lib/auth/administrator-actor'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, unique } from '#lib/db/testing'
import { bulkChangeMailboxes } from '#lib/mailboxes/bulk'
import { createMailbox } from '#lib/mailboxes/commands'
import { importMailboxes } from '#lib/mailboxes/csv'
import { updateMailbox } from '#lib/mailboxes/update-mailbox'
import { updateAdministrator } from './commands'

const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => outcome.refusals?.map(({ code }) => code)
const GiB = 1024 ** 3
let owner: AdministratorActor
beforeAll(async () => {
  owner = await asOwner()
})

describe('what is given to a domain administrator', () => {
  it('is replaced as a whole, is told with who gave it, and stands in the audit', async () => {
    const [one, two] = [await givenDomain(), await givenDomain()]
    const person = await givenAdministrator('domain_admin', [one])
    const outcome = await updateAdministrator(owner, person.id, 1, { domains: [two.name] })
    expect(outcome).toMatchObject({ ok: true, value: { domains: [two.name] } })
    expect(await db().domainGrant.findMany({ where: { administratorId: person.id } })).toMatchObject([
      { domainId: two.id, grantedBy: owner.name },
    ])
    const [entry] = await db().change.findMany({ where: { subjectId: person.id } })
    expect(entry).toMatchObject({ before: { domains: [one.name] }, after: { domains: [two.name] } })
  })

  it('is no alias domain, no unknown one, and nothing for another role', async () => {
    const target = await givenDomain()
    const mirror = await givenDomain({ kind: 'alias', targetId: target.id, hostId: target.hostId })
    const person = await givenAdministrator('domain_admin')
    const give = async (domains: string[]) => codes(await updateAdministrator(owner, person.id, 1, { domains }))
    expect(await give([mirror.name])).toEqual(['grant_of_alias_domain'])
    expect(await give(['nowhere.example.test'])).toEqual(['domain_unknown'])
    const auditor = await givenAdministrator('auditor')
    expect(codes(await updateAdministrator(owner, auditor.id, 1, { domains: [target.name] }))).toEqual(['grants_not_domain_admin'])
  })

  it('goes with the role, and the sessions with it', async () => {
    const person = await givenAdministrator('domain_admin', [await givenDomain()])
    const session = await db().session.create({ data: { administratorId: person.id, expiresAt: new Date(Date.now() + 60_000) } })
    expect(await updateAdministrator(owner, person.id, 1, { role: 'auditor' })).toMatchObject({ ok: true, value: { domains: [] } })
    expect(await db().domainGrant.count({ where: { administratorId: person.id } })).toBe(0)
    expect((await db().session.findUniqueOrThrow({ where: { id: session.id } })).revokedAt).not.toBeNull()
  })
})

describe('what a domain administrator may hand out', () => {
  const given = async (limits: { mailboxesMax?: number; quotaMaxBytes?: number }) => {
    const domains = [await givenDomain(), await givenDomain()] as const
    const person = await givenAdministrator('domain_admin', domains)
    await db().administrator.update({ where: { id: person.id }, data: limits })
    return { person: await administratorActor(person, 'ui'), domains }
  }
  const add = (actor: AdministratorActor, domain: { name: string }, quotaBytes = GiB) =>
    createMailbox(actor, { address: `u-${unique()}@${domain.name}`, quotaBytes })

  it('counts over all their domains, whoever made what is there', async () => {
    const { person, domains } = await given({ mailboxesMax: 2 })
    expect((await add(owner, domains[0])).ok).toBe(true)
    expect((await add(person, domains[1])).ok).toBe(true)
    expect(codes(await add(person, domains[0]))).toEqual(['own_mailboxes_limit'])
    expect((await add(owner, domains[0])).ok).toBe(true)
    expect(codes(await importMailboxes(person, `address\nx@${domains[0].name}\n`, { dryRun: false }))).toBeUndefined()
    expect(await db().mailbox.count({ where: { domainId: { in: domains.map(({ id }) => id) } } })).toBe(3)
  })

  it('holds when many are made at once', async () => {
    const { person, domains } = await given({ mailboxesMax: 2 })
    const made = await Promise.all(Array.from({ length: 6 }, (_, index) => add(person, domains[index % 2 === 0 ? 0 : 1])))
    expect(made.filter(({ ok }) => ok)).toHaveLength(2)
  })

  it('is a sum of quotas, which no mailbox without one escapes', async () => {
    const { person, domains } = await given({ quotaMaxBytes: 3 * GiB })
    const first = await add(person, domains[0], 2 * GiB)
    expect(codes(await add(person, domains[1], 2 * GiB))).toEqual(['own_quota_limit'])
    expect(codes(await add(person, domains[1], 0))).toEqual(['own_quota_unlimited'])
    if (!first.ok) throw new Error('not made')
    const { id, version } = first.value
    expect(codes(await updateMailbox(person, id, version, { quotaBytes: 4 * GiB }))).toEqual(['own_quota_limit'])
    expect(codes(await updateMailbox(person, id, version, { quotaBytes: 0 }))).toEqual(['own_quota_unlimited'])
    expect(codes(await bulkChangeMailboxes(person, { action: 'quota', selection: { ids: [id] }, quotaBytes: 4 * GiB }))).toEqual([
      'own_quota_limit',
    ])
    expect((await updateMailbox(person, id, version, { quotaBytes: GiB })).ok).toBe(true)
  })
})
