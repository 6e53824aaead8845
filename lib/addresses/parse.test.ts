import { describe, expect, it } from 'vitest'
import { address as addressSchema, domainName, hostedLocalPart } from '#lib/protocol/names'
import { refusalsOf } from '#lib/refusals-of'
import { anyAddress, hostedAddress } from './input'
import { parseAddress, parseHostedAddress, parseWholeDomain } from './parse-address'
import { parseDomain, unicodeAddress } from './parse-domain'

describe('a domain name', () => {
  it.each([
    ['Example.ORG', 'example.org', 'example.org'],
    ['example.org.', 'example.org', 'example.org'],
    ['faß.example', 'xn--fa-hia.example', 'faß.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example', 'bücher.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah', '例え.テスト'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example', 'bücher.example'],
    ['r3---sn-abc.example', 'r3---sn-abc.example', 'r3---sn-abc.example'],
  ])('%s travels as %s and is read as %s', (text, name, unicodeName) => {
    expect(parseDomain(text)).toEqual({ name, unicodeName })
  })

  it.each([
    '',
    '.',
    'localhost',
    '1.2.3.4',
    'a..b',
    '-a.example',
    'a-.example',
    'a_b.example',
    // Signs that no registry gives out (RFC 5892), in both forms.
    'i❤.example',
    'xn--i-7iq.example',
    'a b.example',
    'a/b.example',
    'a:b.example',
    'a%00.example',
    'xn--a.example',
    '\u200d.example',
    `${'ü'.repeat(64)}.example`,
  ])('%j is none', (text) => expect(parseDomain(text)).toBeNull())
})

describe('an address', () => {
  it('keeps a foreign local part as written, and lowers our own', () => {
    expect(parseAddress(' Bob+Tag@EXAMPLE.org ')).toMatchObject({ ok: true, value: { address: 'Bob+Tag@example.org' } })
    expect(parseHostedAddress('Bob@faß.example')).toMatchObject({
      ok: true,
      value: { address: 'bob@xn--fa-hia.example', localPart: 'bob', unicodeDomain: 'faß.example' },
    })
    expect(parseWholeDomain('@Example.org')).toMatchObject({ ok: true, value: { address: '@example.org' } })
    expect(unicodeAddress('bob@xn--fa-hia.example')).toBe('bob@faß.example')
  })
})

describe('an address that is left empty', () => {
  it.each(['', '   '])('is missing, not a bad one: %j', (text) => {
    for (const schema of [anyAddress, hostedAddress]) {
      const { error } = schema.safeParse(text)
      expect(error && refusalsOf(error, text)).toMatchObject([{ code: 'required' }])
    }
  })
})

// Pieces of what people and attackers write, combined: what is accepted must be what the agent takes, and parse again to itself.
describe('whatever is written', () => {
  const pieces = [
    'a',
    'B',
    '1',
    '.',
    '..',
    '-',
    '_',
    '+',
    '@',
    ' ',
    '\n',
    '\r',
    '\t',
    '\0',
    '#',
    ':',
    ',',
    '{',
    '}',
    '|',
    '/',
    '\\',
    '"',
    "'",
    '%',
    '!',
    'é',
    'ß',
    '\u202e',
    '\u200b',
    '\ud800',
    'xn--',
    'example.org',
    '@example.org',
    ':include:',
    '$(x)',
    '../',
    '-rf',
    'ſ',
    'K',
    '。',
    'x'.repeat(64),
  ]
  // A generator of its own, so that a failure can be repeated.
  let seed = 42
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return (seed >>> 12) % below
  }
  const texts = Array.from(
    { length: 20_000 },
    () => Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)]).join('') + (random(2) ? '@example.org' : ''),
  )

  it('is refused, or is canonical and taken by the agent', () => {
    let accepted = 0
    for (const text of texts) {
      const any = parseAddress(text)
      if (any.ok) expect([addressSchema.safeParse(any.value.address).success, parseAddress(any.value.address)]).toEqual([true, any])
      const hosted = parseHostedAddress(text)
      if (hosted.ok) {
        accepted += 1
        expect(hostedLocalPart.safeParse(hosted.value.localPart).success && domainName.safeParse(hosted.value.domain).success).toBe(true)
        expect(parseHostedAddress(hosted.value.address)).toEqual(hosted)
      }
    }
    expect(accepted).toBeGreaterThan(100)
  })
})
