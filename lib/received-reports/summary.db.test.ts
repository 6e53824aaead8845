import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, unique } from '#lib/db/testing'
import { resolverOf } from '#lib/dns/zone-resolver'
import { forgetOldReports } from './forget-reports'
import { importReports } from './import-reports'
import { lookUpSources } from './look-up-sources'
import { getReportsOverview } from './overview'
import { getOriginal, getReport, listReports } from './queries'
import { getAdvice, getDomainReports } from './summary'
import { aggregateXml, type GivenRecord, packed, tlsReport } from './testing'

const day = 86_400_000
const brought = { fileName: 'r.xml.gz', via: 'inbox' } as const
let owner: Awaited<ReturnType<typeof asOwner>>
beforeAll(async () => {
  owner = await asOwner()
})

/** Reports of so many days back, the last one of yesterday. */
async function givenDays(name: string, days: number, records: readonly GivenRecord[], policy = 'none') {
  for (let back = 1; back <= days; back++) {
    const xml = aggregateXml(name, records, { id: `${policy}-${back}`, begin: Date.now() - back * day, policy })
    await importReports(systemActor('test'), packed(xml), brought)
  }
}
const good: GivenRecord = { ip: '192.0.2.1', count: 40 }
const forged: GivenRecord = { ip: '203.0.113.9', count: 5, dkim: 'fail', spf: 'fail', signedBy: null }

describe('the reports of a domain', () => {
  it('add up: by day, by sender, by what receivers did', async () => {
    const { name } = await givenDomain()
    await givenDays(name, 3, [good, { ...forged, disposition: 'reject' }])
    await importReports(systemActor('test'), tlsReport(name), brought)
    const view = await getDomainReports(owner, name, 30)
    expect(view).toMatchObject({ messages: 135, aligned: 120, published: 'none', failureReports: 0, moreSenders: 0 })
    expect(view.perDay).toHaveLength(30)
    expect(view.perDay.filter(({ aligned }) => aligned > 0).map(({ aligned, failed }) => [aligned, failed])).toEqual(Array(3).fill([40, 5]))
    expect(view.senders.map(({ name: sender, role, messages, days }) => [sender, role, messages, days])).toEqual([
      ['192.0.2.1', 'proved', 120, 3],
      ['203.0.113.0/24', 'stranger', 15, 3],
    ])
    expect(view.dispositions).toEqual([
      { disposition: 'none', messages: 120 },
      { disposition: 'reject', messages: 15 },
    ])
    expect(view.reporters).toEqual([{ organisation: 'receiver.example', reports: 3, messages: 135 }])
    expect(view.tls).toMatchObject({
      sessions: 100,
      failed: 10,
      failures: [{ type: 'certificate-expired', organisations: ['Receiver Inc.'] }],
    })
    expect((await getDomainReports(owner, name, 7)).perDay).toHaveLength(7)
  })

  it('advise step by step, as reports see the policy change', async () => {
    const { name } = await givenDomain()
    const verdict = async () => {
      const { verdict: word, to } = await getAdvice(owner, name, null)
      return [word, to]
    }
    expect(await verdict()).toEqual(['no_reports', null])
    await givenDays(name, 13, [good, forged])
    expect(await verdict()).toEqual(['too_little', 'quarantine'])
    await givenDays(name, 14, [good, forged])
    expect(await verdict()).toEqual(['ready', 'quarantine'])
    await db().receivedReport.deleteMany({ where: { domainName: name } })
    await givenDays(name, 13, [good, forged], 'quarantine')
    await importReports(systemActor('test'), packed(aggregateXml(name, [good], { id: 'before', begin: Date.now() - 20 * day })), brought)
    expect(await verdict()).toEqual(['too_early', 'reject'])
    await givenDays(name, 14, [good, forged], 'quarantine')
    expect(await verdict()).toEqual(['ready', 'reject'])
    await givenDays(name, 20, [good], 'reject')
    expect((await getAdvice(owner, name, 'reject')).verdict).toBe('done')
  })
})

it('what our hosts sent is beside what reports saw of it, over the days that both know', async () => {
  const { id, name } = await givenDomain()
  const ip = `192.0.2.${200 + Math.floor(Math.random() * 50)}`
  await db().reportSource.upsert({ where: { ip }, create: { ip, ownKind: 'host', ownName: 'mail1' }, update: { ownKind: 'host' } })
  const { hostId } = await db().domain.findUniqueOrThrow({ where: { id } })
  const today = Math.floor(Date.now() / day) * day
  const given = (back: number, records: GivenRecord[]) =>
    importReports(systemActor('test'), packed(aggregateXml(name, records, { id: `o${back}`, begin: today - back * day })), brought)
  await given(9, [{ ip, count: 1000 }])
  await given(3, [
    { ip, count: 70 },
    { ip: '203.0.113.77', count: 5 },
  ])
  expect((await getAdvice(owner, name, 'none')).outbound).toBeNull()
  const flows = [
    { back: 4, measure: 'sent', count: 60n },
    { back: 3, measure: 'sent', count: 40n },
    { back: 3, measure: 'received', count: 900n },
    // No report can be about it yet.
    { back: 1, measure: 'sent', count: 500n },
  ]
  await db().flowCount.createMany({
    data: flows.map(({ back, ...flow }) => ({ ...flow, span: 'day', at: new Date(today - back * day), hostId, domain: name })),
  })
  expect((await getAdvice(owner, name, 'none')).outbound).toMatchObject({ sent: 100, seen: 70 })
  expect((await getDomainReports(owner, name, 7)).outbound).toMatchObject({
    sent: 100,
    seen: 70,
    from: new Date(today - 4 * day).toISOString(),
  })
  expect((await getDomainReports(owner, name, 7)).senders.map(({ role }) => role)).toContain('own')
})

it('addresses get names: ours by their hosts and relays, others by what points back', async () => {
  const [host, relay] = [`mail.${unique()}.example`, `out.${unique()}.example`]
  const { id: hostId } = await givenHost({ name: host, address: '198.51.100.201' })
  await db().host.update({ where: { id: hostId }, data: { relayServer: relay } })
  const { name } = await givenDomain({ hostId })
  const from = (ip: string): GivenRecord => ({
    ip,
    dkim: 'fail',
    spf: 'fail',
    signedBy: null,
    sentBy: { domain: 'letters.example', result: 'pass' },
  })
  await givenDays(name, 4, ['198.51.100.201', '8.8.4.1', '8.8.4.2', '8.8.4.3', '10.0.0.9'].map(from))
  const zone = resolverOf({
    [relay]: { A: ['8.8.4.1'] },
    '1.4.8.8.in-addr.arpa': { PTR: [relay] },
    '2.4.8.8.in-addr.arpa': { PTR: ['a.letters.example'] },
    'a.letters.example': { A: ['8.8.4.2'] },
    '3.4.8.8.in-addr.arpa': { PTR: ['big.letters.example'] },
    'big.letters.example': { A: ['8.8.9.9'] },
  })
  expect(await lookUpSources(zone)).toBeGreaterThanOrEqual(5)
  const { senders } = await getDomainReports(owner, name, 30)
  expect(senders.map(({ kind, name: sender, role }) => [kind, sender, role]).toSorted()).toEqual(
    [
      ['host', host, 'own'],
      ['relay', relay, 'own'],
      ['organisation', 'letters.example', 'service'],
      ['network', '8.8.4.0/24', 'stranger'],
      ['network', '10.0.0.0/24', 'stranger'],
    ].toSorted(),
  )
  expect(await db().reportSource.findUnique({ where: { ip: '8.8.4.3' } })).toMatchObject({
    name: 'big.letters.example',
    confirmed: false,
    organisation: '',
  })
})

describe('who sees what', () => {
  it('a domain administrator: the reports of given domains, and nothing that was refused', async () => {
    const [own, foreign] = [await givenDomain(), await givenDomain()]
    const admin = await givenAdministrator('domain_admin', [own])
    await givenDays(own.name, 1, [good])
    await givenDays(foreign.name, 1, [good])
    await importReports(owner, Buffer.from(`nothing ${unique()}`), brought)
    const { rows } = await listReports(admin)
    expect(rows.map(({ domain }) => domain)).toEqual([own.name])
    expect(await getReportsOverview(admin, 30)).toMatchObject({ rows: [{ domain: own.name, messages: 40 }], silent: 0, refused: 0 })
    expect((await getReportsOverview(owner, 30)).refused).toBeGreaterThan(0)
    const [theirs] = (await listReports(owner, { domain: foreign.name })).rows
    await expect(getReport(admin, theirs?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(getOriginal(admin, theirs?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(getDomainReports(admin, foreign.name, 30)).rejects.toMatchObject({ code: 'not_found' })
    expect((await getReport(admin, rows[0]?.id ?? '')).rows).toHaveLength(1)
  })

  it('an original with reports of several domains is for those who see them all', async () => {
    const [own, foreign] = [await givenDomain(), await givenDomain()]
    const part = (name: string) => `--b\r\nContent-Type: text/xml\r\n\r\n${aggregateXml(name, [{}])}\r\n`
    const mail = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${part(own.name)}${part(foreign.name)}--b--\r\n`
    expect(await importReports(owner, Buffer.from(mail), brought)).toMatchObject([{ result: 'taken' }, { result: 'taken' }])
    const admin = await givenAdministrator('domain_admin', [own])
    const [report] = (await listReports(admin)).rows
    await expect(getOriginal(admin, report?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    expect((await getOriginal(owner, report?.id ?? '')).content.toString()).toBe(mail)
  })
})

it('what is old is forgotten with its original; what was refused sooner', async () => {
  const { name } = await givenDomain()
  await givenDays(name, 1, [good])
  const refused = `refused-${unique()}`
  await importReports(owner, Buffer.from(refused), { ...brought, fileName: refused })
  const age = (days: number, where: object) =>
    db().reportOriginal.updateMany({ where, data: { receivedAt: new Date(Date.now() - days * day) } })
  const ofDomain = { reports: { some: { domainName: name } } }
  await age(100, ofDomain)
  await age(100, { fileName: refused })
  await forgetOldReports()
  expect([await db().reportOriginal.count({ where: ofDomain }), await db().reportOriginal.count({ where: { fileName: refused } })]).toEqual(
    [1, 0],
  )
  await age(401, ofDomain)
  await forgetOldReports()
  expect(await db().receivedReport.count({ where: { domainName: name } })).toBe(0)
})
