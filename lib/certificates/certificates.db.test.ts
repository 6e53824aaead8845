import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenHost, unique } from '#lib/db/testing'
import { type Issued, issue } from '#lib/x509/testing'
import { tellEnding } from './alarms'
import { activateCertificate, removeCertificate, uploadCertificate } from './commands'
import { certificateHostOf } from './host-of'
import { queueDueCertificates } from './look-after'
import { getHostCertificates, listHostCertificates } from './queries'
import { renewNow, updateRenewal } from './renewal-settings'
import { acmeAnswer } from './show-proofs'
import { wantedOnHost } from './wanted-on-host'

const root = issue('House root', { authority: true })
const middle = issue('House between', { authority: true, by: root })
const server = (names: string[], more: Parameters<typeof issue>[1] = {}) => issue(names[0] ?? '', { names, by: middle, ...more })
const given = ({ pem, privateKey }: Issued, more = {}) => ({
  certificate: `${root.pem}${middle.pem}${pem}`,
  privateKey,
  ownAuthority: true,
  ...more,
})

async function namedHost() {
  const name = `mail-${unique()}.example.test`
  const host = await givenHost({ address: name })
  return { host, name }
}
const refusals = (outcome: { ok: boolean; refusals?: { field: string | null; code: string }[] }) =>
  outcome.ok ? [] : outcome.refusals?.map(({ field, code }) => `${field}: ${code}`)

describe('a certificate that is uploaded', () => {
  it('is put in order, kept sealed, and in use at once where nothing must be announced', async () => {
    const [{ host, name }, owner] = [await namedHost(), await asOwner()]
    const one = server([name, 'imap.example.test'])
    const outcome = await uploadCertificate(owner, host.name, given(one))
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        certificates: [{ state: 'current', isDefault: true, coversHost: true, chainEnd: 'own_root', installed: false }],
        install: { pending: true },
      },
    })
    const row = await db().certificate.findFirstOrThrow({ where: { hostId: host.id }, omit: { privateSealed: false } })
    expect(row.privateSealed).toMatch(/^v1\./)
    expect(row.chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
    expect(JSON.stringify(outcome)).not.toContain('PRIVATE KEY')
    expect((await wantedOnHost(host.id, name)).certificates[0]?.privateKey).toBe(one.privateKey)
    const change = await db().change.findFirstOrThrow({ where: { hostId: host.id, action: 'host.certificate-add' } })
    expect(JSON.stringify(change.after)).not.toContain('PRIVATE')
  })

  it('is refused in words', async () => {
    const [{ host, name }, owner] = [await namedHost(), await asOwner()]
    const good = server([name])
    const day = 86_400_000
    const cases: [Parameters<typeof uploadCertificate>[2], string][] = [
      [given(good, { ownAuthority: false }), 'certificate: cert_untrusted'],
      [{ ...given(good), certificate: good.pem, ownAuthority: false }, 'certificate: cert_chain_incomplete'],
      [{ ...given(good), certificate: 'hello' }, 'certificate: cert_none'],
      [{ ...given(good), certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }, 'certificate: cert_unreadable'],
      [{ ...given(good), privateKey: server(['x.example.test']).privateKey }, 'privateKey: cert_key_other'],
      [{ ...given(good), privateKey: 'nothing' }, 'privateKey: cert_key_unreadable'],
      [given(server([name], { from: new Date(Date.now() - 2 * day), to: new Date(Date.now() - day) })), 'certificate: cert_ended'],
      [given(server([name], { from: new Date(Date.now() + day), to: new Date(Date.now() + 2 * day) })), 'certificate: cert_not_yet'],
      [given(server([name], { rsaBits: 1024 })), 'certificate: cert_weak_key'],
      [given(issue(name, { by: middle })), 'certificate: cert_no_names'],
      [{ certificate: '', privateKey: '' }, 'certificate: required'],
    ]
    for (const [input, code] of cases) expect(refusals(await uploadCertificate(owner, host.id, input)), code).toContain(code)
    expect(await db().certificate.count({ where: { hostId: host.id } })).toBe(0)
    await uploadCertificate(owner, host.id, given(good))
    expect(refusals(await uploadCertificate(owner, host.id, given(good)))).toEqual(['certificate: cert_known'])
  })

  it('takes the place of those whose names it all carries, and each name gets the newest that carries it', async () => {
    const [{ host, name }, owner] = [await namedHost(), await asOwner()]
    const past = (days: number) => ({ from: new Date(Date.now() - days * 86_400_000) })
    const [first, other, next] = [
      server([name, 'a.example.test'], past(9)),
      server(['b.example.test'], past(8)),
      server([name, 'a.example.test'], past(7)),
    ]
    for (const one of [first, other, next]) expect((await uploadCertificate(owner, host.id, given(one))).ok).toBe(true)
    const { certificates } = await getHostCertificates(owner, host.id)
    expect(certificates.map(({ names, state, isDefault }) => [names[0], state, isDefault])).toEqual([
      [name, 'current', true],
      ['b.example.test', 'current', false],
      [name, 'former', false],
    ])
    const wanted = await wantedOnHost(host.id, name)
    expect(wanted.certificates.map(({ names }) => names)).toEqual([[name, 'a.example.test'], ['b.example.test']])
    const former = certificates[2]?.id ?? ''
    const back = await activateCertificate(owner, host.id, former)
    expect(back).toMatchObject({ ok: true })
    expect((await getHostCertificates(owner, host.id)).certificates.find(({ id }) => id === former)?.state).toBe('current')
  })

  it('is not removed when it is the last, and not by who may only look', async () => {
    const [{ host, name }, owner] = [await namedHost(), await asOwner()]
    const saved = await uploadCertificate(owner, host.id, given(server([name])))
    const id = saved.ok ? (saved.value.certificates[0]?.id ?? '') : ''
    expect(refusals(await removeCertificate(owner, host.id, id))).toEqual(['null: cert_last'])
    const admin = await givenAdministrator('admin')
    await expect(removeCertificate(admin, host.id, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listHostCertificates(await givenAdministrator('domain_admin'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(activateCertificate(owner, host.id, randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    expect((await getHostCertificates(admin, host.id)).certificates).toHaveLength(1)
  })
})

describe('renewal', () => {
  const wish = { renews: true, directory: 'https://ca.example.test/dir', names: 'mail.example.test', challenge: 'http' as const }

  it('is asked for at once, kept with its secrets sealed, and every sentence is checked', async () => {
    const [{ host }, owner] = [await namedHost(), await asOwner()]
    expect(refusals(await updateRenewal(owner, host.id, { ...wish, names: '*.example.test' }))).toEqual(['names: acme_star'])
    expect(refusals(await updateRenewal(owner, host.id, { ...wish, directory: 'http://ca.example.test/' }))).toEqual([
      'directory: acme_directory',
    ])
    expect(refusals(await updateRenewal(owner, host.id, { ...wish, names: '' }))).toEqual(['names: required'])
    expect(refusals(await updateRenewal(owner, host.id, { ...wish, names: 'not a_name!' }))?.[0]).toMatch(/^names.*: cert_name$/)
    expect(refusals(await renewNow(owner, host.id))).toEqual(['null: acme_off'])
    const saved = await updateRenewal(owner, host.id, { ...wish, externalKeyId: 'kid', externalSecret: 'c2VjcmV0LXNlY3JldA' })
    expect(saved).toMatchObject({ ok: true, value: { renewal: { renews: true, hasExternalSecret: true, names: ['mail.example.test'] } } })
    expect(JSON.stringify(saved)).not.toContain('c2VjcmV0')
    const row = await db().certificateDuty.findUniqueOrThrow({ where: { hostId: host.id }, omit: { externalSealed: false } })
    expect(row.externalSealed).toMatch(/^v1\./)
    expect(row.renewAt?.getTime()).toBeLessThanOrEqual(Date.now())
    const change = await db().change.findFirstOrThrow({ where: { hostId: host.id, action: 'host.certificate-renewal' } })
    expect(JSON.stringify(change.after)).not.toContain('c2VjcmV0')
    expect(await queueDueCertificates()).toBeGreaterThan(0)
  })

  it('answers an authority for what it was told, and for nothing else', async () => {
    const token = unique().repeat(3)
    await db().acmeAnswer.create({ data: { token, keyAuthorization: `${token}.x`, expiresAt: new Date(Date.now() + 60_000) } })
    expect(await acmeAnswer(token)).toBe(`${token}.x`)
    expect(await acmeAnswer(`${token}y`)).toBeNull()
    expect(await acmeAnswer('../../etc/passwd')).toBeNull()
    await db().acmeAnswer.update({ where: { token }, data: { expiresAt: new Date(0) } })
    expect(await acmeAnswer(token)).toBeNull()
  })
})

it('an end that comes near is mailed once for each of its days', async () => {
  const { host, name } = await namedHost()
  const owner = await asOwner()
  await db().administrator.update({ where: { id: owner.id }, data: { passwordSetAt: new Date() } })
  const certificateHost = certificateHostOf(await db().host.findUniqueOrThrow({ where: { id: host.id } }))
  const notAfter = new Date(Date.now() + 6 * 86_400_000)
  const result = {
    fingerprint: 'f'.repeat(64),
    issuer: '',
    names: [name],
    notAfter: notAfter.toISOString(),
    protocols: [],
    findings: [{ code: 'ends_soon', values: { days: 6 } }],
    chain: [],
  }
  const shown = { hostId: host.id, name, state: 'error', since: new Date(), checkedAt: new Date(), result }
  await db().servedCertificate.createMany({ data: [993, 25].map((port) => ({ ...shown, port })) })
  await db().setting.upsert({ where: { key: 'panel' }, create: { key: 'panel', value: {} }, update: {} })
  const told = await tellEnding(certificateHost)
  const again = await tellEnding(certificateHost)
  expect(again).toBe(0)
  const alarms = await db().certificateAlarm.findMany({ where: { hostId: host.id } })
  expect(alarms.map(({ days }) => days)).toEqual(told === 0 ? [] : [7])
})
