import { expect, it } from 'vitest'
import { uploadCertificate } from '#lib/certificates/commands'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, unique } from '#lib/db/testing'
import { createDkimKey } from '#lib/dkim/make-keys'
import { askNobody, givenCheck, right } from '#lib/dns-status/testing'
import { updateMtaSts } from '#lib/mta-sts/commands'
import { issue } from '#lib/x509/testing'
import { domainRecords, domainRecordsView } from './domain-records'

const root = issue('House root', { authority: true })

/** A domain whose mail server has a name in it, with a certificate that the panel keeps. */
async function given() {
  await askNobody()
  const label = unique()
  const name = `d${label}.example.test`
  const server = `mail.${name}`
  const host = await givenHost({ address: server })
  const owner = await asOwner()
  const { pem, privateKey } = issue(server, { names: [server], by: root })
  expect(await uploadCertificate(owner, host.name, { certificate: root.pem + pem, privateKey, ownAuthority: true })).toMatchObject({
    ok: true,
  })
  return { owner, host, server, domain: await givenDomain({ name, hostId: host.id }) }
}

it('has the part of every capability: what the checks want, keys, the policy, in one order', async () => {
  const { owner, domain, server } = await given()
  await givenCheck({ kind: 'domain', id: domain.id }, 'spf', { ...right, found: ['v=spf1 mx -all'] })
  await createDkimKey(owner, domain.id, { algorithm: 'ed25519' })
  await updateMtaSts(owner, domain.name, { mode: 'testing', maxAgeSeconds: 7 * 86_400 })
  const { records, zone } = await domainRecordsView(owner, domain)
  expect(records[0]).toEqual({ purpose: 'mail', type: 'MX', name: domain.name, value: `10 ${server}.` })
  expect(records).toContainEqual({ purpose: 'sending', type: 'TXT', name: domain.name, value: 'v=spf1 mx -all' })
  expect(records.filter(({ purpose }) => purpose === 'signing')).toMatchObject([
    { type: 'TXT', value: expect.stringMatching(/^v=DKIM1; /) },
  ])
  expect(records.filter(({ purpose }) => purpose === 'encryption')[0]).toMatchObject({ name: `_mta-sts.${domain.name}`, type: 'TXT' })
  expect([...new Set(records.map(({ purpose }) => purpose))].slice(0, 4)).toEqual(['mail', 'sending', 'signing', 'encryption'])
  for (const { type } of records) expect(zone).toMatch(new RegExp(` IN +${type} `))
})

it('has TLSA records only where the DNS proves what it says', async () => {
  const { owner, domain, host, server } = await given()
  const tlsa = async () => (await domainRecords(owner, domain)).filter(({ type }) => type === 'TLSA')
  expect(await tlsa()).toEqual([])
  const dane = { kind: 'host', id: host.id } as const
  const wanted = { name: `_25._tcp.${server}`, type: 'TLSA', value: '3 1 1 ab' }
  const unsigned = { code: 'dane_unsigned', rule: 'RFC 7672 2.1.1' }
  await givenCheck(dane, 'dane', { ...right, found: ['3 1 1 ab'], warnings: [unsigned] })
  expect(await tlsa()).toEqual([])
  await db().dnsCheck.deleteMany({ where: { hostId: host.id } })
  await givenCheck(dane, 'dane', { ...right, found: [], records: [wanted] })
  expect(await tlsa()).toEqual([
    { purpose: 'encryption', type: 'TLSA', name: wanted.name, value: expect.stringMatching(/^3 1 1 [0-9a-f]{64}$/) },
  ])
  // Of a domain that the name of the host does not lie in.
  expect((await domainRecords(owner, await givenDomain({ hostId: host.id }))).filter(({ type }) => type === 'TLSA')).toEqual([])
})

it('says that a disabled domain takes no mail, nothing of one that passes mail on, and nothing to strangers', async () => {
  const { owner, host, domain } = await given()
  const off = await givenDomain({ hostId: host.id, enabled: false })
  expect((await domainRecords(owner, off))[0]).toEqual({ purpose: 'mail', type: 'MX', name: off.name, value: '0 .' })
  await expect(domainRecordsView(owner, { ...domain, kind: 'relay' })).rejects.toMatchObject({ code: 'not_found' })
  const stranger = await givenAdministrator('domain_admin', [off])
  await expect(domainRecords(stranger, domain)).rejects.toMatchObject({ code: 'not_found' })
})
