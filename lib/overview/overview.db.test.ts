import { expect, test } from 'vitest'
import { stateOf } from '#lib/certificates/judge-served'
import { servedErrors, servedResult } from '#lib/certificates/schema'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, givenMailbox } from '#lib/db/testing'
import { givenCheck, right } from '#lib/dns-status/testing'
import { givenMessage } from '#lib/traces/testing'
import { getOverview } from './overview'

test('a host shows what waits, what failed and what another hand changed', async () => {
  const host = await givenHost()
  const row = (domainName: string, rest: object) => ({ hostId: host.id, domainName, desiredRevision: 5n, ...rest })
  await db().domainApply.createMany({
    data: [
      row('applied.test', { appliedRevision: 5n }),
      row('pending.test', { appliedRevision: 4n }),
      row('failed.test', { appliedRevision: 4n, errorCode: 'agent_disk_full' }),
      row('drift.test', { appliedRevision: 5n, driftSince: new Date() }),
    ],
  })
  const { hosts } = await getOverview(await asOwner())
  expect(hosts?.find(({ id }) => id === host.id)).toMatchObject({ pending: 2, failed: 1, drifted: 1, domains: 0 })
})

test('the first steps tick themselves, the last one when a message has come, for good', async () => {
  const owner = await asOwner()
  const domain = await givenDomain()
  const mailbox = await givenMailbox(domain)
  const newcomer = await givenAdministrator('domain_admin', [domain])
  const before = { host: true, domain: true, mailbox: true, mail: false, address: mailbox.address, message: null }
  expect((await getOverview(newcomer)).start).toEqual(before)
  const message = await givenMessage(domain.hostId, { sender: 'bob@elsewhere.test', recipient: mailbox.address })
  for (const who of [newcomer, owner]) expect((await getOverview(who)).start).toEqual({ ...before, mail: true, message })
  await givenMailbox(domain)
  expect((await getOverview(newcomer)).start).toMatchObject({ mail: true, message: null })
  await db().mailbox.update({ where: { id: mailbox.id }, data: { createdAt: new Date(Date.now() - 8 * 86_400_000) } })
  expect((await getOverview(newcomer)).start).toMatchObject({ mail: true, message: null })
})

test('a worker that fell silent is not running', async () => {
  const owner = await asOwner()
  await db().worker.deleteMany()
  expect((await getOverview(owner)).worker).toEqual({ seenAt: null, running: false })
  await db().worker.create({ data: { lockKey: 1, queueIds: [], hostname: 'here', pid: 1, seenAt: new Date(Date.now() - 60_000) } })
  expect((await getOverview(owner)).worker.running).toBe(false)
  await db().worker.create({ data: { lockKey: 2, queueIds: [], hostname: 'here', pid: 2 } })
  expect((await getOverview(owner)).worker.running).toBe(true)
})

test('of what is an error of a certificate, all but what a house with an authority of its own means so is one of the host', async () => {
  const ending = [7, 8].map((days) => ({ code: 'ends_soon' as const, values: { days } }))
  const findings = [...servedErrors.map((code) => ({ code })), ...ending]
  const shown = findings.map((one) =>
    servedResult.parse({ fingerprint: null, issuer: '', names: [], notAfter: null, protocols: [], findings: [one] }),
  )
  const hosts = await Promise.all(shown.map(() => givenHost()))
  const looked = { port: 25, name: 'mail.example.test', since: new Date(), checkedAt: new Date() }
  await db().servedCertificate.createMany({
    data: shown.map((result, at) => ({ ...looked, hostId: hosts[at]?.id ?? '', state: stateOf(result), result })),
  })
  const wrong = new Set((await getOverview(await asOwner())).hosts?.flatMap(({ id, certificateWrong }) => (certificateWrong ? [id] : [])))
  const meant = ({ code }: { code: string }) => code === 'untrusted' || code === 'incomplete'
  const expected = shown.flatMap((result) => (stateOf(result) === 'error' ? result.findings : [])).filter((one) => !meant(one))
  expect(findings.filter((_, at) => wrong.has(hosts[at]?.id ?? ''))).toEqual(expected)
  expect(expected).toContainEqual(ending[0])
})

test('who may not read is refused', async () => {
  await expect(getOverview({ ...(await givenAdministrator('auditor')), permissions: new Set() })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('records that are wrong count until somebody accepts them, each for whom they concern', async () => {
  await db().dnsCheck.deleteMany()
  const [own, foreign] = [await givenDomain(), await givenDomain()]
  const { id } = await givenCheck({ kind: 'domain', id: own.id }, 'mx')
  await givenCheck({ kind: 'domain', id: foreign.id }, 'mx')
  await givenCheck({ kind: 'domain', id: foreign.id }, 'spf', right)
  await givenCheck({ kind: 'host', id: own.hostId }, 'reverse')
  const delegate = await givenAdministrator('domain_admin', [own])
  expect([(await getOverview(await asOwner())).dnsErrors, (await getOverview(delegate)).dnsErrors]).toEqual([3, 1])
  await db().dnsCheck.update({ where: { id }, data: { acceptedAt: new Date() } })
  expect([(await getOverview(await asOwner())).dnsErrors, (await getOverview(delegate)).dnsErrors]).toEqual([2, 0])
})

test('counts hosts whose certificate needs somebody, and not those of a house with an authority of its own', async () => {
  const [{ id }, owner] = [await givenHost(), await asOwner()]
  const before = (await getOverview(owner)).certificateErrors
  const shown = (port: number, ...findings: object[]) => ({
    ...{ hostId: id, port, name: 'mail.example.test', state: 'error', since: new Date(), checkedAt: new Date() },
    result: { findings },
  })
  const endsIn = (days: number) => ({ code: 'ends_soon', values: { days } })
  const isWrong = async () => (await getOverview(owner)).hosts?.find((host) => host.id === id)?.certificateWrong
  await db().servedCertificate.create({ data: shown(25, { code: 'untrusted' }, { code: 'old_protocol' }, endsIn(20)) })
  expect((await getOverview(owner)).certificateErrors).toBe(before)
  expect(await isWrong()).toBe(false)
  await db().servedCertificate.createMany({ data: [shown(465, endsIn(6)), shown(993, { code: 'other_name' })] })
  expect(await isWrong()).toBe(true)
  expect((await getOverview(owner)).certificateErrors).toBe(before + 1)
})
