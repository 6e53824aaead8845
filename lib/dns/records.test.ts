// The smaller records: what is written is what is read, and each wrong one is told by its code.
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBimi, writeBimi } from './bimi/parse-bimi'
import { findRecord } from './find-record'
import type { Finding } from './finding'
import { mayIssue, parseCaa } from './parse-caa'
import { type DkimKey, parseDkimKey, writeDkimKey } from './parse-dkim-key'
import { isMtaSts, matchesMx, modes, parseMtaStsPolicy, parseMtaStsRecord, writeMtaStsPolicy, writeMtaStsRecord } from './parse-mta-sts'
import { parseTlsRpt, writeTlsRpt } from './parse-tls-rpt'
import { registrableDomain } from './public-suffix'
import { parseReportAddress } from './report-address'
import { parseTagList, writeTagList } from './tag-list'
import { resolverOf } from './zone-resolver'
import { textOfPaste, zoneTextOf } from './zone-text'

/** `expect` gives back what fast-check would take for a verdict. */
const always = <Value>(values: fc.Arbitrary<Value>, claim: (value: Value) => void): void =>
  fc.assert(
    fc.property(values, (value) => {
      claim(value)
    }),
  )

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)
const host = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?\.[a-z]{2,8}$/)

describe('a list of tags', () => {
  test('says what was written into it', () => {
    const tag = fc.record({ name: fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/), value: fc.stringMatching(/^[!-:<-~]{0,20}$/) })
    always(fc.uniqueArray(tag, { selector: ({ name }) => name, maxLength: 8 }), (tags) => {
      expect(parseTagList(writeTagList(tags))).toEqual({ tags, errors: [], warnings: [] })
    })
  })

  test('folds lines, keeps the first of two, and names what is no tag', () => {
    const { tags, errors, warnings } = parseTagList('a = 1;\r\n\tb= x y ;a=2;; nothing;c-d=1')
    expect(tags).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: 'x y' },
    ])
    expect(codes(errors)).toEqual(['tag_twice', 'tag_malformed', 'tag_name'])
    expect(codes(warnings)).toEqual(['tag_empty'])
  })
})

describe('text as zone files write it', () => {
  test('goes there and back, in strings of 255 octets', () => {
    always(fc.stringMatching(/^[!-~]([ -~]{0,700}[!-~])?$/), (text) => expect(textOfPaste(zoneTextOf(text))).toBe(text))
  })
  test('is joined without anything between', () => expect(textOfPaste(' "v=spf1 "  "-all" ')).toBe('v=spf1 -all'))
})

describe('MTA-STS', () => {
  test('record and policy say what was written into them', () => {
    always(fc.stringMatching(/^[a-z0-9]{1,32}$/), (id) => expect(parseMtaStsRecord(writeMtaStsRecord({ id })).value).toEqual({ id }))
    const pattern = fc.oneof(
      host,
      host.map((name) => `*.${name}`),
    )
    const policy = fc.record({
      mode: fc.constantFrom(...modes),
      maxAgeSeconds: fc.nat(31_557_600),
      mx: fc.array(pattern, { minLength: 1, maxLength: 5 }),
    })
    always(policy, (written) => expect(parseMtaStsPolicy(writeMtaStsPolicy(written)).value).toEqual(written))
  })

  test('a star stands for one label', () => {
    const policy = { mode: 'enforce' as const, maxAgeSeconds: 604_800, mx: ['*.example.org', 'mx.example.net'] }
    expect(
      ['mx.example.org', 'MX.example.net.', 'a.mx.example.org', 'example.org', 'b.mx.example.net'].map((name) => matchesMx(policy, name)),
    ).toEqual([true, true, false, false, false])
  })

  test.each([
    ['version: STSv1\nmode: enforce\nmax_age: 604800\nmx: *.*.example.org', 'sts_policy_mx'],
    ['version: STSv1\nmode: enforce\nmax_age: 604800', 'sts_policy_no_mx'],
    ['version: STSv1\nmode: on\nmax_age: 604800\nmx: a.example', 'sts_policy_mode'],
    ['version: STSv1\nmode: enforce\nmax_age: 31557601\nmx: a.example', 'sts_policy_max_age'],
    ['<html>', 'sts_policy_line'],
    ['x'.repeat(70_000), 'sts_policy_too_long'],
  ])('%.60s is refused', (text, code) => {
    const { value, errors } = parseMtaStsPolicy(text)
    expect(value).toBeNull()
    expect(codes(errors)).toContain(code)
  })

  test('unknown keys are passed over', () => {
    const { value, warnings } = parseMtaStsPolicy('version: STSv1\nmode: testing\nmax_age: 604800\nmx: a.example\nx_y: z\n')
    expect(value?.mode).toBe('testing')
    expect(codes(warnings)).toEqual(['sts_policy_unknown_key'])
  })

  test('two records at a name are as bad as none', async () => {
    const resolver = resolverOf({
      '_mta-sts.example.org': { TXT: ['v=STSv1; id=1', 'v=STSv1; id=2'] },
      '_mta-sts.example.net': { TXT: ['hello', 'v=STSv1; id=1'] },
    })
    expect(await findRecord(resolver, '_mta-sts.example.org', isMtaSts)).toMatchObject({ state: 'several' })
    expect(await findRecord(resolver, '_mta-sts.example.net', isMtaSts)).toMatchObject({ state: 'found', others: ['hello'] })
  })
})

describe('TLS-RPT', () => {
  test('says what was written into it', () => {
    const written = fc.array(
      fc.oneof(
        host.map((name) => `mailto:a@${name}`),
        host.map((name) => `https://${name}/in`),
      ),
      { minLength: 1, maxLength: 3 },
    )
    always(written, (uris) => {
      const rua = uris.flatMap((uri) => parseReportAddress(uri, { https: true }) ?? [])
      expect(parseTlsRpt(writeTlsRpt({ rua })).value).toEqual({ rua })
    })
  })
  test('without an address it is none', () => {
    expect(codes(parseTlsRpt('v=TLSRPTv1').errors)).toEqual(['tlsrpt_no_address'])
    expect(codes(parseTlsRpt('v=TLSRPTv1; rua=http://example.org').errors)).toEqual(['tlsrpt_address'])
  })
})

describe('a DKIM key', () => {
  const rsa = (bits: number): string =>
    generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const ed25519 = (): string =>
    generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')
  const plain: Omit<DkimKey, 'publicKey' | 'bits' | 'type'> = { hashes: null, services: ['*'], flags: [], notes: null }

  test('says what was written into it, and how long it is', () => {
    for (const key of [
      { ...plain, type: 'rsa', publicKey: rsa(2048), bits: 2048 },
      { ...plain, type: 'ed25519', publicKey: ed25519(), bits: 256, flags: ['s'], hashes: ['sha256'], notes: 'rotated' },
    ] as DkimKey[])
      expect(parseDkimKey(writeDkimKey(key))).toEqual({ value: key, errors: [], warnings: [] })
  })

  test('too short, short, unreadable and revoked are four things', () => {
    expect(codes(parseDkimKey(`v=DKIM1; p=${rsa(768)}`).errors)).toEqual(['dkim_key_too_short'])
    expect(codes(parseDkimKey(`v=DKIM1; p=${rsa(1024)}`).warnings)).toEqual(['dkim_key_short'])
    expect(codes(parseDkimKey('v=DKIM1; p=AAAA').errors)).toEqual(['dkim_key_unreadable'])
    expect(codes(parseDkimKey(`v=DKIM1; k=ed25519; p=${rsa(2048)}`).errors)).toEqual(['dkim_key_unreadable'])
    expect(parseDkimKey('v=DKIM1; p=')).toMatchObject({ value: { publicKey: '', bits: null }, errors: [] })
  })

  test('what receivers would not use is an error', () => {
    const p = rsa(2048)
    expect(codes(parseDkimKey(`k=rsa; v=DKIM1; p=${p}`).errors)).toEqual(['dkim_version_place'])
    expect(codes(parseDkimKey(`v=DKIM2; p=${p}`).errors)).toEqual(['dkim_version'])
    expect(codes(parseDkimKey(`v=DKIM1; h=sha1; p=${p}`).errors)).toEqual(['dkim_hash_sha1'])
    expect(codes(parseDkimKey(`v=DKIM1; s=other; p=${p}`).errors)).toEqual(['dkim_service'])
    expect(codes(parseDkimKey('v=DKIM1; k=dsa; p=AAAA').errors)).toEqual(['dkim_key_type'])
    expect(codes(parseDkimKey('v=DKIM1').errors)).toEqual(['dkim_no_key'])
    expect(codes(parseDkimKey(`v=DKIM1; t=y; p=${p}`).warnings)).toEqual(['dkim_testing'])
  })
})

describe('BIMI', () => {
  test('says what was written into it', () => {
    const record = fc.record({
      location: fc.option(host.map((name) => `https://${name}/logo.svg`)),
      evidence: fc.option(host.map((name) => `https://${name}/mark.pem`)),
      avatar: fc.constantFrom('brand' as const, 'personal' as const),
      localPartSelectors: fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 3 }),
    })
    always(record, (written) => expect(parseBimi(writeBimi(written)).value).toEqual(written))
  })
  test('asks for https', () =>
    expect(codes(parseBimi('v=BIMI1; l=http://example.org/l.svg; a=x').errors)).toEqual(['bimi_location', 'bimi_evidence']))
})

describe('CAA', () => {
  const caa = (tag: string, value: string, flags = 0) => ({ flags, tag, value })

  test('names those who may issue, and who may issue for stars', () => {
    const { value, errors } = parseCaa([caa('issue', 'ca.example; accounturi=https://ca.example/1'), caa('issuewild', ';')])
    expect(errors).toEqual([])
    expect(value).toEqual({ issue: [{ name: 'ca.example', parameters: { accounturi: 'https://ca.example/1' } }], issueWild: [], iodef: [] })
    expect(
      value && [mayIssue(value, 'CA.example'), mayIssue(value, 'other.example'), mayIssue(value, 'ca.example', { wildcard: true })],
    ).toEqual([true, false, false])
  })

  test('nothing forbids, and what cannot be read permits nobody', () => {
    const none = parseCaa([]).value
    expect(none && mayIssue(none, 'ca.example')).toBe(true)
    const odd = parseCaa([caa('issue', 'not a name')])
    expect(codes(odd.errors)).toEqual(['caa_issuer'])
    expect(odd.value && mayIssue(odd.value, 'ca.example')).toBe(false)
    expect(codes(parseCaa([caa('later', 'x', 128)]).errors)).toEqual(['caa_unknown_critical'])
  })
})

describe('the registered part of a name', () => {
  test.each([
    ['mx.mail.example.co.uk', 'example.co.uk'],
    ['a.b.github.io', 'b.github.io'],
    ['co.uk', null],
    ['localhost', null],
    ['192.0.2.1', null],
  ])('%s', (name, part) => expect(registrableDomain(name)).toBe(part))
})
