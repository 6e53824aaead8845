import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { resolverOf, type Zone } from '../zone-resolver'
import { daneVerdict, dnssecOf } from './dane-verdict'
import { matchesTlsa, parseTlsa, tlsaDataOf } from './parse-tlsa'

const record = (usage: number, selector: number, matchingType: number, data = 'ab'.repeat(32)) => ({ usage, selector, matchingType, data })
const zone = (...records: ReturnType<typeof record>[]): Zone => ({
  'mx.example.org': { A: ['192.0.2.1'] },
  '_25._tcp.mx.example.org': { TLSA: records },
})
const secure = { secure: true }

describe('what a sender that knows DANE does', () => {
  test('proved records with a usable one protect', async () => {
    const good = record(3, 1, 1)
    const bad = record(1, 1, 1)
    expect(await daneVerdict(resolverOf(zone(good, bad), secure), 'mx.example.org')).toEqual({
      state: 'protected',
      usable: [good],
      unusable: [bad],
    })
  })
  test('usages for the web alone, and cut digests, are not usable', async () => {
    expect(await daneVerdict(resolverOf(zone(record(0, 0, 1), record(3, 1, 2)), secure), 'mx.example.org')).toMatchObject({
      state: 'unusable',
    })
  })
  test('unproved records are not believed', async () => {
    expect(await daneVerdict(resolverOf(zone(record(3, 1, 1))), 'mx.example.org')).toMatchObject({ state: 'unsigned' })
  })
  test('none is proved to be none; a broken server is a reason to wait', async () => {
    expect(await daneVerdict(resolverOf({ 'mx.example.org': { A: ['192.0.2.1'] } }, secure), 'mx.example.org')).toEqual({
      state: 'none',
      secure: true,
    })
    const broken: Zone = { 'mx.example.org': { A: ['192.0.2.1'] }, '_25._tcp.mx.example.org': 'servfail' }
    expect(await daneVerdict(resolverOf(broken, secure), 'mx.example.org')).toMatchObject({ state: 'failed', why: 'servfail' })
    expect(await daneVerdict(resolverOf(broken), 'mx.example.org')).toEqual({ state: 'none', secure: false })
  })
  test('a signature that is wrong reads as a broken server, not as an unsigned zone', async () => {
    expect(await dnssecOf(resolverOf({ 'example.org': 'servfail' }), 'example.org')).toEqual({ state: 'failed', why: 'servfail' })
    expect(await dnssecOf(resolverOf({}, secure), 'example.org')).toEqual({ state: 'secure' })
  })
})

describe('a TLSA record', () => {
  // openssl req -x509 -newkey ed25519, for this test alone.
  const certificate = new X509Certificate(`-----BEGIN CERTIFICATE-----
MIIBSDCB+6ADAgECAhReHpO/Ar/Yy21FzBjPmIFYfXZnVTAFBgMrZXAwGTEXMBUG
A1UEAwwObXguZXhhbXBsZS5vcmcwIBcNMjYxMTIxMTU0NDQ2WhgPMjEyNjEwMjgx
NTQ0NDZaMBkxFzAVBgNVBAMMDm14LmV4YW1wbGUub3JnMCowBQYDK2VwAyEA7rFL
nTaYuF2yZoEsplRZv6eycDc2kHrw13OI3d2BtU6jUzBRMB0GA1UdDgQWBBTWcHrK
EWzXTB+VG9zcudU22exubzAfBgNVHSMEGDAWgBTWcHrKEWzXTB+VG9zcudU22exu
bzAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBACn+Zc/EOOm10I4v/qA/KoBT/N4Y
4+KXhBvyJu9ey9EYWyAFa9Wgj98R3M5rUmbWmFVawvXpXIktybaD6j0rmgg=
-----END CERTIFICATE-----`)

  test('matches the certificate or key that it was made of, at its place in the chain', () => {
    for (const [selector, matchingType] of [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 2],
    ] as const) {
      const data = tlsaDataOf(certificate, selector, matchingType)
      expect(matchesTlsa([record(3, selector, matchingType, data)], [certificate])).toBe(true)
      expect(matchesTlsa([record(2, selector, matchingType, data)], [certificate])).toBe(false)
    }
    expect(matchesTlsa([record(3, 1, 1)], [certificate])).toBe(false)
  })

  test.each([
    [record(0, 1, 1), 'tlsa_usage_pkix'],
    [record(4, 1, 1), 'tlsa_usage'],
    [record(3, 2, 1), 'tlsa_selector'],
    [record(3, 1, 3), 'tlsa_matching_type'],
    [record(3, 1, 1, 'ab'), 'tlsa_digest_length'],
  ])('%o is not usable', (given, code) => {
    const { value, errors } = parseTlsa(given)
    expect(value).toBeNull()
    expect(errors[0]?.code).toBe(code)
  })
})
