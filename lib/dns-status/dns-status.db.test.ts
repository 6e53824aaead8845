import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, unique } from '#lib/db/testing'
import { acceptDeviation, checkNow, withdrawDeviation } from './commands'
import { getDmarcDraft, getSpfDraft } from './drafts'
import { queueDueRounds } from './due-rounds'
import { getDnsStatus, listDnsChanges, listDnsProblems, recordsToPublish } from './queries'
import { queueRound } from './run-round'
import { saveRound } from './save-round'
import type { CheckResult } from './schema'
import { getDnsSettings, updateDnsSettings } from './settings'
import { agreementMs } from './settle'
import type { Subject } from './subject'
import { tellDaily } from './tell-changes'
import { askNobody, givenCheck, right, wrong } from './testing'

const minute = 60_000
const start = new Date('2026-11-22T08:00:00Z').getTime()
const at = (ms: number) => new Date(start + ms)
const spfNone: CheckResult = { ...wrong, errors: [{ code: 'spf_none', rule: 'RFC 7208 3' }] }

async function given(): Promise<{
  subject: Subject
  name: string
  round: (result: CheckResult, ms: number, atOnce?: boolean) => Promise<boolean>
}> {
  const { id, name } = await givenDomain()
  const subject: Subject = { kind: 'domain', id }
  const round = async (result: CheckResult, ms: number, atOnce = false) =>
    (await saveRound(subject, [{ check: 'mx', result }], { atOnce, now: at(ms) })).pending
  return { subject, name, round }
}
const one = async (id: string) => (await getDnsStatus(await asOwner(), 'domain', id)).checks[0]

describe('a round', () => {
  it('changes what is shown when a second one agrees, and what was before is kept', async () => {
    const { subject, round } = await given()
    expect(await round(right, 0)).toBe(false)
    expect(await round(wrong, minute)).toBe(true)
    expect(await one(subject.id)).toMatchObject({ state: 'ok', changing: true, checkedAt: at(minute).toISOString() })
    expect(await listDnsChanges(await asOwner(), 'domain', subject.id)).toEqual([])
    expect(await round(wrong, minute + agreementMs)).toBe(false)
    expect(await one(subject.id)).toMatchObject({ state: 'error', changing: false, since: at(minute + agreementMs).toISOString() })
    expect(await listDnsChanges(await asOwner(), 'domain', subject.id)).toMatchObject([
      { check: 'mx', from: 'ok', to: 'error', before: right.found, after: [] },
    ])
  })

  it('of a domain that became another kind leaves nothing of what is not asked any more; of one that is gone nothing at all', async () => {
    const { subject, round } = await given()
    await givenCheck(subject, 'bimi')
    await round(right, 0)
    expect((await getDnsStatus(await asOwner(), 'domain', subject.id)).checks.map(({ check }) => check)).toEqual(['mx'])
    await db().domain.delete({ where: { id: subject.id } })
    expect(await round(wrong, minute)).toBe(false)
    expect(await db().dnsCheck.count({ where: { domainId: subject.id } })).toBe(0)
  })

  it('waits for another one of the same domain, so that none is lost', async () => {
    const { subject } = await given()
    await Promise.all(Array.from({ length: 6 }, () => saveRound(subject, [{ check: 'mx', result: wrong }], { now: at(0) })))
    expect(await db().dnsCheck.count({ where: { domainId: subject.id } })).toBe(1)
  })
})

describe('a deviation', () => {
  it('is accepted with a note, is not counted, and ends when something else is found', async () => {
    const owner = await asOwner()
    const { subject, name, round } = await given()
    await round(wrong, 0)
    expect((await listDnsProblems(owner)).rows.map((row) => row.name)).toContain(name)
    expect(await acceptDeviation(owner, 'domain', name, 'mx', { note: '' })).toMatchObject({ ok: false, refusals: [{ field: 'note' }] })
    expect(await acceptDeviation(owner, 'domain', name, 'mx', { note: 'We use a smart host' })).toMatchObject({
      ok: true,
      value: { accepted: { note: 'We use a smart host', by: owner.name } },
    })
    expect((await getDnsStatus(owner, 'domain', name)).state).toBe('ok')
    expect((await listDnsProblems(owner)).rows.map((row) => row.name)).not.toContain(name)
    expect(await db().change.findFirst({ where: { subjectId: subject.id }, orderBy: { id: 'desc' } })).toMatchObject({
      action: 'domain.dns-accept',
      after: { check: 'mx', codes: ['mx_none'], note: 'We use a smart host' },
    })
    await round(wrong, minute)
    expect((await one(subject.id))?.accepted).not.toBeNull()
    await round(spfNone, 2 * minute, true)
    expect(await one(subject.id)).toMatchObject({ state: 'error', accepted: null })
  })

  it('can be withdrawn, and there is none of what is in order', async () => {
    const owner = await asOwner()
    const { name, round } = await given()
    await round(right, 0)
    expect(await acceptDeviation(owner, 'domain', name, 'mx', { note: 'x' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'check_in_order' }],
    })
    await round(wrong, minute, true)
    await acceptDeviation(owner, 'domain', name, 'mx', { note: 'x' })
    expect(await withdrawDeviation(owner, 'domain', name, 'mx')).toMatchObject({ ok: true, value: { accepted: null } })
    expect(await withdrawDeviation(owner, 'domain', name, 'mx')).toMatchObject({ ok: true, revision: null })
  })

  it('of a host is for owners, and of a domain not for those who only look after it', async () => {
    const host = await givenHost()
    await givenCheck({ kind: 'host', id: host.id }, 'reverse')
    const domain = await givenDomain()
    await expect(acceptDeviation(await givenAdministrator('admin'), 'host', host.name, 'reverse', { note: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await acceptDeviation(await asOwner(), 'host', host.name, 'reverse', { note: 'x' })).toMatchObject({ ok: true })
    await expect(
      acceptDeviation(await givenAdministrator('domain_admin', [domain]), 'domain', domain.name, 'mx', { note: 'x' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('who sees it', () => {
  it('sees the domains that were given, and no host', async () => {
    const { subject, name, round } = await given()
    await round(wrong, 0)
    const own = await givenAdministrator('domain_admin', [subject])
    const foreign = await givenAdministrator('domain_admin', [await givenDomain()])
    expect((await listDnsProblems(own)).rows.map((row) => row.name)).toEqual([name])
    expect((await listDnsProblems(foreign)).rows).toEqual([])
    await expect(getDnsStatus(foreign, 'domain', name)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getDnsStatus(own, 'host', (await givenHost()).name)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('messages', () => {
  beforeEach(async () => {
    await db().dnsChange.deleteMany()
    await db().outgoingMessage.deleteMany()
    await db().administrator.deleteMany()
    const { name } = await givenDomain()
    const value = { senderAddress: `postern@${name}` }
    await db().setting.upsert({ where: { key: 'panel' }, create: { key: 'panel', value }, update: { value } })
  })
  const told = async () =>
    (await db().outgoingMessage.findMany({ where: { kind: 'dns' }, orderBy: { id: 'asc' } })).map(({ recipient, notice }) => ({
      recipient,
      notice,
    }))
  const spf = async ({ subject }: { subject: Subject }, result: CheckResult, ms: number, atOnce = false) => {
    await saveRound(subject, [{ check: 'spf', result }], { atOnce, now: at(ms) })
  }
  const changeOver = async (subject: { subject: Subject }, from: CheckResult, to: CheckResult) => {
    await spf(subject, from, 0)
    await spf(subject, to, minute)
    await spf(subject, to, minute + agreementMs)
  }

  it('go once a day to owners and admins, with what changed and nothing else', async () => {
    const [owner, admin] = [await asOwner(), await givenAdministrator('admin')]
    await givenAdministrator('auditor')
    const domain = await given()
    await changeOver(domain, right, spfNone)
    expect(await told()).toEqual([])
    expect(await tellDaily()).toBe(1)
    const notice = { urgent: false, changes: [{ kind: 'domain', name: domain.name, check: 'spf', from: 'ok', to: 'error' }], more: 0 }
    expect(await told()).toEqual([owner, admin].map(({ name }) => ({ recipient: `${name}@example.test`, notice })))
    expect(await tellDaily()).toBe(0)
    expect(await told()).toHaveLength(2)
  })

  it('say nothing of what came back, of what was accepted, of what the person at the button has seen', async () => {
    const owner = await asOwner()
    const back = await given()
    await changeOver(back, right, spfNone)
    await spf(back, right, 60 * minute)
    await spf(back, right, 90 * minute)
    const accepted = await given()
    await spf(accepted, wrong, 0)
    await acceptDeviation(owner, 'domain', accepted.name, 'spf', { note: 'meant so' })
    for (const [index, result] of [right, right, wrong, wrong].entries()) await spf(accepted, result, (index + 1) * 20 * minute)
    expect(await db().dnsChange.count({ where: { domainId: accepted.subject.id } })).toBe(2)
    await spf(await given(), wrong, 0, true)
    const seen = await given()
    await spf(seen, right, 0)
    await spf(seen, wrong, minute, true)
    expect(await tellDaily()).toBe(0)
    expect(await told()).toEqual([])
  })

  it('go at once when mail stops, and when it flows again', async () => {
    await asOwner()
    const { name, round } = await given()
    await round(right, 0)
    await round(wrong, minute)
    expect(await told()).toEqual([])
    await round(wrong, minute + agreementMs)
    expect(await told()).toMatchObject([{ notice: { urgent: true, changes: [{ name, check: 'mx', from: 'ok', to: 'error' }] } }])
    await round(right, 60 * minute)
    await round(right, 60 * minute + agreementMs)
    expect((await told())[1]).toMatchObject({ notice: { changes: [{ from: 'error', to: 'ok' }] } })
    expect(await tellDaily()).toBe(0)
  })

  it('do not go where the owner wants none', async () => {
    const owner = await asOwner()
    await updateDnsSettings(owner, (await getDnsSettings(owner)).version, { mail: false })
    await changeOver(await given(), right, spfNone)
    await tellDaily()
    expect(await told()).toEqual([])
    await updateDnsSettings(owner, (await getDnsSettings(owner)).version, { mail: true })
  })
})

describe('when rounds are due', () => {
  const jobs = async (id: string) =>
    db().$queryRaw<{ at: Date }[]>`select run_at as at from graphile_worker.jobs where key = ${`dns:domain:${id}`}`

  it('whoever was never asked comes first, and whoever was asked lately not at all', async () => {
    const [fresh, lately] = [await givenDomain(), await givenDomain()]
    await givenCheck({ kind: 'domain', id: lately.id }, 'mx')
    await queueDueRounds()
    expect(await jobs(fresh.id)).toHaveLength(1)
    expect(await jobs(lately.id)).toEqual([])
  })

  it('few are asked about at once, so that what waits for a mail host need not wait for them', async () => {
    for (const { id } of await Promise.all(Array.from({ length: 12 }, () => givenDomain()))) await queueRound({ kind: 'domain', id })
    const lanes = await db().$queryRaw<{ queue: string | null }[]>`
      select distinct queue_name as queue from graphile_worker.jobs where task_identifier = 'check-dns'`
    expect(lanes.map(({ queue }) => queue)).not.toContain(null)
    expect(lanes.length).toBeLessThanOrEqual(3)
  })

  it('checking now asks, and shows that nobody answered; many times in a minute is refused', async () => {
    await askNobody()
    const owner = await asOwner()
    const { name } = await givenDomain()
    const status = await checkNow(owner, 'domain', name)
    expect(status.checks.map(({ check, state }) => `${check} ${state}`)).toContain('mx unknown')
    for (let time = 0; time < 5; time++) await checkNow(owner, 'domain', name)
    await expect(checkNow(owner, 'domain', name)).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(checkNow(await givenAdministrator('auditor'), 'domain', name)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

it('settings take addresses of resolvers and names of lists, and refuse anything else', async () => {
  const owner = await asOwner()
  const save = async (input: Parameters<typeof updateDnsSettings>[2]) =>
    updateDnsSettings(owner, (await getDnsSettings(owner)).version, input)
  expect(await save({ resolvers: '9.9.9.9\n[2620:fe::fe]:5353', blocklists: 'list.example.org' })).toMatchObject({
    ok: true,
    value: { resolvers: ['9.9.9.9', '[2620:fe::fe]:5353'], blocklists: ['list.example.org'] },
  })
  expect(await save({ resolvers: ['dns.example.org'] })).toMatchObject({ ok: false, refusals: [{ code: 'invalid_resolver' }] })
  expect(await save({ resolvers: Array.from({ length: 7 }, (_, index) => `9.9.9.${index}`) })).toMatchObject({ ok: false })
  expect(await save({ hours: 0 })).toMatchObject({ ok: false })
  await expect(updateDnsSettings(await givenAdministrator('admin'), 0, { hours: 7 })).rejects.toMatchObject({ code: 'forbidden' })
})

it('what is to be published is the record that is wanted, else the one that is there, never that of a domain above', async () => {
  const { id, name } = await givenDomain()
  const subject: Subject = { kind: 'domain', id }
  const value = `v=spf1 a:mail.${unique()}.test -all`
  await givenCheck(subject, 'spf', { ...spfNone, records: [{ name, type: 'TXT', value }] })
  await givenCheck(subject, 'dmarc', { ...right, found: ['_dmarc.example.test v=DMARC1; p=reject'] })
  await givenCheck(subject, 'tls_rpt', { ...right, found: ['v=TLSRPTv1; rua=mailto:a@b.test'] })
  expect(await recordsToPublish(await asOwner(), name)).toEqual([
    { purpose: 'sending', type: 'TXT', name, value },
    { purpose: 'sending', type: 'TXT', name: `_smtp._tls.${name}`, value: 'v=TLSRPTv1; rua=mailto:a@b.test' },
  ])
})

describe('a draft', () => {
  it('begins with the record that is there, and never with one of a domain above', async () => {
    await askNobody()
    const owner = await asOwner()
    const { id, name } = await givenDomain()
    const subject: Subject = { kind: 'domain', id }
    await givenCheck(subject, 'spf', { ...right, found: ['v=spf1 include:_spf.news.test ~all'] })
    await givenCheck(subject, 'dmarc', { ...right, found: ['_dmarc.example.test v=DMARC1; p=reject'] })
    const spf = await getSpfDraft(owner, name, null)
    expect(spf.wish).toEqual({ includes: ['_spf.news.test'], networks: [], others: 'softfail' })
    expect(spf.cost).toMatchObject({ lookups: 1, most: 10, unanswered: true })
    expect(await getDmarcDraft(owner, name, null)).toMatchObject({
      present: { text: null, isKnown: true },
      wish: { policy: 'none' },
      next: 'quarantine',
    })
  })

  it('says when what is there is not known, for it could not be asked', async () => {
    await askNobody()
    const { id, name } = await givenDomain()
    const unknown = { text: null, isKnown: false }
    expect(await getDmarcDraft(await asOwner(), name, null)).toMatchObject({ present: unknown })
    await givenCheck({ kind: 'domain', id }, 'dmarc', { ...right, state: 'unknown', found: [] })
    expect(await getDmarcDraft(await asOwner(), name, null)).toMatchObject({ present: unknown })
  })

  it('is of one’s own domains', async () => {
    const { name } = await givenDomain()
    const stranger = await givenAdministrator('domain_admin', [await givenDomain()])
    await expect(getSpfDraft(stranger, name, null)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getDmarcDraft(stranger, name, null)).rejects.toMatchObject({ code: 'not_found' })
  })
})
