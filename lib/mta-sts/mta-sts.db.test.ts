import { expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, unique } from '#lib/db/testing'
import { parseMtaStsPolicy } from '#lib/dns/parse-mta-sts'
import { endMtaSts, updateMtaSts } from './commands'
import { newPolicyId, nextStep } from './next-step'
import { getMtaSts, servedPolicy } from './queries'

const week = 7 * 86_400
const days = (count: number) => new Date(Date.now() + count * 86_400_000)

async function given() {
  const mx = `mx-${unique()}.example.test`
  const host = await givenHost({ address: mx })
  const domain = await givenDomain({ hostId: host.id })
  // Nobody answers: what MX says is not known.
  const value = { resolvers: ['127.0.0.1:9'], allowPrivate: true }
  await db().setting.upsert({ where: { key: 'dns' }, create: { key: 'dns', value }, update: { value } })
  return { domain, host, mx, owner: await asOwner() }
}
const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => (outcome.ok ? [] : outcome.refusals?.map(({ code }) => code))

it('is served by the name that the panel is called by, only where it was switched on', async () => {
  const { domain, mx, owner } = await given()
  expect(await servedPolicy(`mta-sts.${domain.name}`)).toBeNull()
  const saved = await updateMtaSts(owner, domain.name, { mode: 'testing', maxAgeSeconds: week })
  expect(saved).toMatchObject({ ok: true, value: { policy: { mode: 'testing', mx: [mx] }, next: 'publish', mxFound: null } })
  const text = await servedPolicy(`MTA-STS.${domain.name.toUpperCase()}:443`)
  expect(parseMtaStsPolicy(text ?? '')).toEqual({ value: { mode: 'testing', maxAgeSeconds: week, mx: [mx] }, errors: [], warnings: [] })
  expect(text).toMatch(/^version: STSv1\r\n/)
  for (const host of [
    domain.name,
    `x.mta-sts.${domain.name}`,
    'mta-sts.',
    '',
    `mta-sts.${domain.name}/..`,
    `mta-sts.${domain.name}\r\nX: y`,
    'mta-sts.%00',
  ])
    expect(await servedPolicy(host), host).toBeNull()
})

it('has another id for each change, and none for none', async () => {
  const { domain, owner } = await given()
  const wish = { mode: 'testing' as const, maxAgeSeconds: week }
  const ids = []
  for (const maxAgeSeconds of [week, week, 2 * week, week]) {
    const saved = await updateMtaSts(owner, domain.id, { ...wish, maxAgeSeconds })
    ids.push(saved.ok ? saved.value.policy?.id : null)
  }
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]{1,32}$/)
  const at = new Date('2026-11-21T10:00:00Z')
  expect([newPolicyId(at, null), newPolicyId(at, '20261121100000'), newPolicyId(at, '202611211000009')]).toEqual([
    '20261121100000',
    '202611211000001',
    '2026112110000010',
  ])
})

it('is not enforced while mail would be kept back', async () => {
  const { domain, host, mx, owner } = await given()
  const enforce = { mode: 'enforce' as const, maxAgeSeconds: week }
  expect(codes(await updateMtaSts(owner, domain.id, enforce))).toEqual(['sts_test_first'])
  await updateMtaSts(owner, domain.id, { ...enforce, mode: 'testing' })
  expect((await getMtaSts(owner, domain.id)).obstacles.map(({ code }) => code)).toEqual([
    'mx_unknown',
    'certificate_unknown',
    'policy_unseen',
  ])
  expect(codes(await updateMtaSts(owner, domain.id, enforce))).toEqual(['sts_mx_unknown'])
  const finding = async (code: string | null) => {
    const result = { fingerprint: null, issuer: '', names: [], notAfter: null, protocols: [], findings: code ? [{ code }] : [], chain: [] }
    const row = { state: code === 'ended' ? 'error' : 'ok', since: new Date(), checkedAt: new Date(), result }
    const key = { hostId: host.id, port: 25, name: mx }
    await db().servedCertificate.upsert({ where: { hostId_port_name: key }, create: { ...key, ...row }, update: row })
    return (await getMtaSts(owner, domain.id)).obstacles.map(({ code: found }) => found)
  }
  expect(await finding('own_authority')).toContain('certificate_untrusted')
  expect(await finding('ended')).toContain('certificate_wrong')
  expect(await finding(null)).toEqual(['mx_unknown', 'policy_unseen'])
})

it('ends when every sender has forgotten it', async () => {
  const { domain, owner } = await given()
  expect(codes(await endMtaSts(owner, domain.id))).toEqual(['sts_nothing_to_end'])
  await updateMtaSts(owner, domain.id, { mode: 'testing', maxAgeSeconds: week })
  await db().mtaStsPolicy.update({ where: { domainId: domain.id }, data: { mode: 'enforce' } })
  expect(codes(await endMtaSts(owner, domain.id))).toEqual(['sts_end_enforce'])
  const none = await updateMtaSts(owner, domain.id, { mode: 'none', maxAgeSeconds: 86_400 })
  expect(none).toMatchObject({ ok: true, value: { next: 'wait', policy: { mode: 'none' } } })
  expect(codes(await endMtaSts(owner, domain.id, days(6)))).toEqual(['sts_still_believed'])
  expect((await endMtaSts(owner, domain.id, days(8))).ok).toBe(true)
  expect(await servedPolicy(`mta-sts.${domain.name}`)).toBeNull()
})

it('is seen by those to whom the domain was given, and changed by administrators', async () => {
  const { domain, owner } = await given()
  const [own, foreign] = [await givenAdministrator('domain_admin', [domain]), await givenAdministrator('domain_admin')]
  expect((await getMtaSts(own, domain.name)).domain).toBe(domain.name)
  await expect(getMtaSts(foreign, domain.name)).rejects.toMatchObject({ code: 'not_found' })
  await expect(updateMtaSts(own, domain.id, { mode: 'testing', maxAgeSeconds: week })).rejects.toMatchObject({ code: 'forbidden' })
  const relay = await givenDomain({ kind: 'relay', hostId: domain.hostId })
  expect(codes(await updateMtaSts(owner, relay.id, { mode: 'testing', maxAgeSeconds: week }))).toEqual(['sts_relay'])
})

it('says what comes next', () => {
  const now = new Date()
  const since = (ago: number) => ({ mode: 'testing' as const, maxAgeSeconds: week, since: days(-ago), believedUntil: null })
  expect(nextStep(null, false, now)).toBe('begin')
  expect(nextStep(since(9), false, now)).toBe('publish')
  expect([nextStep(since(2), true, now), nextStep(since(9), true, now)]).toEqual(['watch', 'enforce'])
  expect(nextStep({ ...since(9), mode: 'enforce' }, true, now)).toBe('longer')
  expect(nextStep({ ...since(9), mode: 'enforce', maxAgeSeconds: 180 * 86_400 }, true, now)).toBe('done')
  expect(nextStep({ ...since(1), mode: 'none', believedUntil: days(3) }, true, now)).toBe('wait')
  expect(nextStep({ ...since(9), mode: 'none', believedUntil: days(-1) }, true, now)).toBe('end')
})
