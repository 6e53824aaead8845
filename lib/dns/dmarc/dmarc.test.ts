import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseReportAddress } from '../report-address'
import { resolverOf, type Zone } from '../zone-resolver'
import { evaluateDmarc } from './evaluate-dmarc'
import { authorisationOf } from './external-reports'
import { findPolicy } from './find-policy'
import { type DmarcRecord, parseDmarc, policies } from './parse-dmarc'
import { treeWalk } from './tree-walk'
import { writeDmarc } from './write-dmarc'

const at = (...records: [string, string][]): Zone => Object.fromEntries(records.map(([name, text]) => [`_dmarc.${name}`, { TXT: [text] }]))
const address = (text: string) => parseReportAddress(text) ?? raise(text)
const raise = (text: string): never => {
  throw new Error(text)
}

const policy = fc.constantFrom(...policies)
const uri = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/).map((local) => address(`mailto:${local}@reports.example`))
const record: fc.Arbitrary<DmarcRecord> = fc
  .record({
    p: policy,
    sp: fc.option(policy),
    np: fc.option(policy),
    adkim: fc.constantFrom('r', 's'),
    aspf: fc.constantFrom('r', 's'),
    psd: fc.constantFrom('y', 'n', 'u'),
    t: fc.boolean(),
    fo: fc.subarray(['0', '1', 'd', 's'], { minLength: 1 }),
    rua: fc.array(uri, { maxLength: 3 }),
    ruf: fc.array(uri, { maxLength: 3 }),
  })
  .map((value) => ({
    ...(value as Omit<DmarcRecord, 'written'>),
    written: [
      'v',
      'p',
      ...(value.sp ? ['sp'] : []),
      ...(value.np ? ['np'] : []),
      'psd',
      't',
      'adkim',
      'aspf',
      ...(value.rua.length > 0 ? ['rua'] : []),
      ...(value.ruf.length > 0 ? ['ruf'] : []),
      'fo',
    ],
  }))

/** A TXT record is octets, and a reader sees one character for each. */
const octets = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1'))

describe('a DMARC record', () => {
  test('says what was written into it', () => {
    fc.assert(
      fc.property(record, (written) => {
        const { value, errors } = parseDmarc(writeDmarc(written))
        expect(errors).toEqual([])
        expect(value).toEqual(written)
      }),
    )
  })

  test('is read or refused, whatever the text is', () => {
    fc.assert(
      fc.property(octets, (text) => {
        const { value, errors } = parseDmarc(`v=DMARC1;${text}`)
        expect(value !== null || errors.length > 0).toBe(true)
      }),
    )
  })

  test('without a usable policy it is p=none when somebody gets reports, and nothing else', () => {
    expect(parseDmarc('v=DMARC1; rua=mailto:a@example.org').value?.p).toBe('none')
    expect(parseDmarc('v=DMARC1; p=nothing; rua=mailto:a@example.org').value?.p).toBe('none')
    expect(parseDmarc('v=DMARC1; p=nothing').value).toBeNull()
    expect(parseDmarc('v=DMARC1; p=reject; sp=nothing; rua=mailto:a@example.org').value).toMatchObject({ p: 'none', sp: null })
    expect(parseDmarc('v=DMARC1; p=reject; np=nothing').value).toBeNull()
  })

  test('what its predecessor had is named and means nothing', () => {
    const { warnings, errors } = parseDmarc('v=DMARC1; p=reject; pct=12; ri=abc; rf=iodef; rua=mailto:a@example.org!10m')
    expect(errors).toEqual([])
    expect(warnings.map(({ code, values }) => [code, values?.tag])).toEqual([
      ['dmarc_report_size', 'rua'],
      ['dmarc_historic_tag', 'pct'],
      ['dmarc_historic_tag', 'ri'],
      ['dmarc_historic_tag', 'rf'],
    ])
  })
})

describe('the tree walk', () => {
  test('asks eight names at most, the name itself first, and leaves out the middle of a long one', async () => {
    const walk = await treeWalk(resolverOf({}), 'a.b.c.d.e.f.g.h.i.example.com')
    expect(walk).toMatchObject({ organisation: 'a.b.c.d.e.f.g.h.i.example.com' })
    const asked = walk.state === 'walked' ? walk.asked : []
    expect(asked.length).toBe(8)
    expect(asked.slice(0, 3)).toEqual([
      '_dmarc.a.b.c.d.e.f.g.h.i.example.com',
      '_dmarc.e.f.g.h.i.example.com',
      '_dmarc.f.g.h.i.example.com',
    ])
    expect(asked.at(-1)).toBe('_dmarc.com')
  })

  test('the highest record is that of the organisation', async () => {
    const zone = at(['mail.example.com', 'v=DMARC1; p=none'], ['example.com', 'v=DMARC1; p=none'])
    expect(await treeWalk(resolverOf(zone), 'a.mail.example.com')).toMatchObject({ organisation: 'example.com' })
  })

  test('psd=n ends it, psd=y is one label too high', async () => {
    const zone = at(
      ['dept.example.com', 'v=DMARC1; p=none; psd=n'],
      ['example.com', 'v=DMARC1; p=none'],
      ['gov.example', 'v=DMARC1; p=reject; psd=y'],
    )
    expect(await treeWalk(resolverOf(zone), 'a.dept.example.com')).toMatchObject({ organisation: 'dept.example.com' })
    expect(await treeWalk(resolverOf(zone), 'a.tax.gov.example')).toMatchObject({ organisation: 'tax.gov.example' })
    const above = { ...zone, ...at(['example', 'v=DMARC1; p=none']) }
    expect(await treeWalk(resolverOf(above), 'gov.example')).toMatchObject({ organisation: 'gov.example', asked: ['_dmarc.gov.example'] })
  })

  test('two records at a name are none, and no answer is no verdict', async () => {
    const zone: Zone = { '_dmarc.example.com': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } }
    expect(await findPolicy(resolverOf(zone), 'example.com')).toMatchObject({ state: 'none' })
    expect(await findPolicy(resolverOf({ '_dmarc.example.com': 'servfail' }), 'a.example.com')).toEqual({
      state: 'failed',
      name: '_dmarc.example.com',
      why: 'servfail',
    })
  })

  test('names that do not exist have a policy of their own, and test mode makes each milder', async () => {
    const zone: Zone = {
      ...at(['example.com', 'v=DMARC1; p=reject; sp=quarantine; np=reject; t=y']),
      'here.example.com': { A: ['192.0.2.1'] },
    }
    expect(await findPolicy(resolverOf(zone), 'example.com')).toMatchObject({ tag: 'p', policy: 'reject', applied: 'quarantine' })
    expect(await findPolicy(resolverOf(zone), 'here.example.com')).toMatchObject({ tag: 'sp', policy: 'quarantine', applied: 'none' })
    expect(await findPolicy(resolverOf(zone), 'gone.example.com')).toMatchObject({ tag: 'np', policy: 'reject', applied: 'quarantine' })
  })
})

describe('a mail', () => {
  const mail = (given: { dkim?: string[]; spf?: string[] }) => ({
    authors: ['news.example.com'],
    dkim: (given.dkim ?? []).map((domain) => ({ domain })),
    spf: given.spf ?? [],
  })

  test('passes by a name of the same organisation, or by the same name where that is asked for', async () => {
    const relaxed = resolverOf(at(['example.com', 'v=DMARC1; p=reject']))
    const strict = resolverOf(at(['example.com', 'v=DMARC1; p=reject; adkim=s; aspf=s']))
    expect(await evaluateDmarc(relaxed, mail({ dkim: ['other.example', 'mta.example.com'] }))).toMatchObject({
      result: 'pass',
      dkim: { domain: 'mta.example.com' },
    })
    expect(await evaluateDmarc(relaxed, mail({ spf: ['example.com.evil.example'] }))).toMatchObject({ result: 'fail' })
    expect(await evaluateDmarc(strict, mail({ dkim: ['example.com'], spf: ['example.com'] }))).toMatchObject({ result: 'fail' })
    expect(await evaluateDmarc(strict, mail({ dkim: ['NEWS.example.com.'] }))).toMatchObject({ result: 'pass' })
  })

  test('names below another record of the same tree are of another organisation', async () => {
    const zone = at(['example.com', 'v=DMARC1; p=reject'], ['lab.example.com', 'v=DMARC1; p=none; psd=n'])
    expect(await evaluateDmarc(resolverOf(zone), mail({ dkim: ['lab.example.com'] }))).toMatchObject({ result: 'fail' })
  })

  test('several authors of several domains are nobody’s', async () => {
    expect(await evaluateDmarc(resolverOf({}), { authors: ['a.example', 'b.example'], dkim: [], spf: [] })).toEqual({
      result: 'none',
      because: 'several_authors',
    })
  })
})

describe('reports to somebody else', () => {
  const target = address('mailto:dmarc@reports.example')

  test('need that one’s word, in the DNS', async () => {
    expect(await authorisationOf(resolverOf({}), 'example.com', target)).toEqual({
      state: 'refused',
      name: 'example.com._report._dmarc.reports.example',
    })
    const agreed: Zone = {
      'example.com._report._dmarc.reports.example': { TXT: ['v=DMARC1; rua=mailto:in@reports.example,mailto:in@third.example'] },
    }
    expect(await authorisationOf(resolverOf(agreed), 'example.com', target)).toMatchObject({
      state: 'authorised',
      instead: [{ address: 'in@reports.example' }],
    })
  })

  test('within one organisation nobody asks', async () => {
    const zone = at(['example.com', 'v=DMARC1; p=none'])
    expect(await authorisationOf(resolverOf(zone), 'example.com', address('mailto:a@mail.example.com'))).toEqual({ state: 'own' })
  })
})
