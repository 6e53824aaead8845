import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolverOf } from '../zone-resolver'
import { inspectSpf } from './inspect-spf'
import type { MacroPart, MacroString } from './macro-string'
import { parseSpf } from './parse-spf'
import { type Mechanism, type Qualifier, type SpfRecord, writeSpf } from './record'

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]\.[a-z]{2,10}$/)
const macro: fc.Arbitrary<MacroPart> = fc.record({
  letter: fc.constantFrom('s', 'l', 'o', 'd', 'i', 'p', 'v', 'h'),
  keep: fc.nat(200),
  reverse: fc.boolean(),
  delimiters: fc.stringMatching(/^[-.+,/_=]{0,4}$/),
  escaped: fc.boolean(),
})
const spec: fc.Arbitrary<MacroString> = fc.oneof(
  name.map((literal) => [{ literal }]),
  macro.map((part) => [part]),
  fc.tuple(macro, name).map(([part, literal]) => [part, { literal: `.${literal}` }]),
)
const mechanism: fc.Arbitrary<Mechanism> = fc.oneof(
  fc.constant<Mechanism>({ kind: 'all' }),
  spec.map<Mechanism>((domain) => ({ kind: 'include', domain })),
  spec.map<Mechanism>((domain) => ({ kind: 'exists', domain })),
  fc.record({ kind: fc.constantFrom('a', 'mx'), domain: fc.option(spec), prefix4: fc.nat(32), prefix6: fc.nat(128) }),
  fc.record({ kind: fc.constant('ptr'), domain: fc.option(spec) }),
  fc.record({ kind: fc.constant('ip4'), address: fc.ipV4(), prefix: fc.nat(32) }),
  fc.record({ kind: fc.constant('ip6'), address: fc.ipV6().map((ip) => ip.toLowerCase()), prefix: fc.nat(128) }),
) as fc.Arbitrary<Mechanism>
const record: fc.Arbitrary<SpfRecord> = fc.record({
  directives: fc.array(fc.record({ qualifier: fc.constantFrom<Qualifier>('+', '-', '~', '?'), mechanism }), { maxLength: 6 }),
  redirect: fc.option(spec),
  exp: fc.option(spec),
  unknown: fc.array(fc.record({ name: fc.constantFrom('moo', 'x-y.z'), value: spec }), { maxLength: 2 }),
})

/** A TXT record is octets, and a reader sees one character for each. */
const octets = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1'))

describe('an SPF record', () => {
  test('says what was written into it', () => {
    fc.assert(
      fc.property(record, (written) => {
        const { value, errors } = parseSpf(writeSpf(written))
        expect(errors).toEqual([])
        expect(value).toEqual(written)
      }),
    )
  })

  test('is read or refused, whatever the text is', () => {
    fc.assert(
      fc.property(octets, (text) => {
        const { value, errors } = parseSpf(`v=spf1 ${text}`)
        expect(value !== null || errors.length > 0).toBe(true)
      }),
    )
  })

  test.each([
    ['v=spf1 ip4:192.0.2.256 -all', 'spf_network_syntax'],
    ['v=spf1 ip4:192.0.2.1/33 -all', 'spf_network_syntax'],
    ['v=spf1 ip6:192.0.2.1 -all', 'spf_network_syntax'],
    ['v=spf1 ip4:192.0.2.1/08 -all', 'spf_network_syntax'],
    ['v=spf1 a:museum -all', 'spf_domain_syntax'],
    ['v=spf1 a:example.123 -all', 'spf_domain_syntax'],
    ['v=spf1 include -all', 'spf_mechanism_syntax'],
    ['v=spf1 all.example -all', 'spf_mechanism_syntax'],
    ['v=spf1 ipv4:192.0.2.1 -all', 'spf_unknown_mechanism'],
    ['v=spf1 redirect=a.example redirect=b.example', 'spf_modifier_twice'],
    ['v=spf1 exists:%{c}.example -all', 'spf_domain_syntax'],
    ['v=spf1 exists:%{d0}.example -all', 'spf_domain_syntax'],
    ['v=spf1 a:ex%ample.org -all', 'spf_domain_syntax'],
    ['v=spf1 ipv4:192.0.2.1 a:exämple.org -all', 'spf_unknown_mechanism'],
  ])('%s is refused', (text, code) => {
    const { errors } = parseSpf(text)
    expect(errors.map((error) => error.code)).toContain(code)
    for (const { rule } of errors) expect(rule).toMatch(/^RFC 7208 /)
  })

  test.each([
    ['v=spf1 +all', 'spf_allows_all'],
    ['v=spf1 -all a', 'spf_after_all'],
    ['v=spf1 a', 'spf_no_default'],
    ['v=spf1 ptr -all', 'spf_ptr'],
    ['v=spf1 -all redirect=a.example', 'spf_redirect_unused'],
    ['v=spf1 a a -all', 'spf_term_twice'],
    [`v=spf1 ${'ip4:192.0.2.1 '.repeat(40)}-all`, 'spf_too_long'],
    [
      'v=spf1 a:a.example a:b.example a:c.example a:d.example a:e.example a:f.example mx mx:a.example mx:b.example ptr exists:%{i}.example -all',
      'spf_too_many_terms',
    ],
  ])('%s is told of', (text, code) => {
    expect(parseSpf(text).errors).toEqual([])
    expect(parseSpf(text).warnings.map((warning) => warning.code)).toContain(code)
  })
})

describe('what an SPF record costs', () => {
  const zone = {
    'relay.example': { TXT: ['v=spf1 a:one.relay.example include:more.relay.example -all'] },
    'more.relay.example': { TXT: ['v=spf1 ip4:192.0.2.0/24 mx -all'], MX: [{ preference: 1, exchange: 'mx.relay.example' }] },
    'one.relay.example': { A: ['192.0.2.1'] },
    'round.example': { TXT: ['v=spf1 include:round.example -all'] },
  }

  test('is the sum of its terms and of all that they draw in', async () => {
    const { lookups, voidLookups, parts, errors } = await inspectSpf(
      resolverOf(zone),
      'example.org',
      'v=spf1 a:gone.example include:relay.example -all',
    )
    expect({ lookups, voidLookups, errors }).toEqual({ lookups: 5, voidLookups: 1, errors: [] })
    expect(parts.filter(({ domain }) => domain === 'example.org')).toEqual([
      { term: 'a:gone.example', domain: 'example.org', lookups: 1 },
      { term: 'include:relay.example', domain: 'example.org', lookups: 4 },
    ])
  })

  test('circles and missing records are found, and what could not be asked is no mistake', async () => {
    const round = await inspectSpf(resolverOf(zone), 'example.org', 'v=spf1 include:round.example include:gone.example -all')
    expect(round.errors.map(({ code }) => code)).toEqual(['spf_loop', 'spf_include_of_nothing'])
    const mute = await inspectSpf(resolverOf({ 'mute.example': 'timeout' }), 'example.org', 'v=spf1 include:mute.example -all')
    expect(mute).toMatchObject({ errors: [], unanswered: ['mute.example'] })
  })
})
