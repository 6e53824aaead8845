// What strangers and people type stays inside its string: shown with random text, and read back by a scanner of RFC 5228's quoted strings.
// That Pigeonhole reads the same is shown on real hosts (agent/rules.lab.test.ts).
import { describe, expect, it } from 'vitest'
import { filter, folderName, type MailboxRules, mailboxRules } from '#lib/protocol/rules'
import { hostileText } from '../testing/hostile-text'
import { renderSieve, text } from './render-sieve'
import { readRuleLines, ruleLines } from './rule-lines'

/** Not random twice: the same cases each time (a linear congruential generator). */
function* pieces(count: number): Generator<string> {
  let seed = 7
  for (let made = 0; made < count; made++) {
    let value = ''
    for (let length = 1 + (made % 9); length > 0; length--) {
      seed = (seed * 1103515245 + 12345) % 2 ** 31
      value += hostileText[seed % hostileText.length]
    }
    yield `${value}x`
  }
}

/** What a Sieve interpreter with encoded-character takes a string to be; null when it is not one whole string. */
function meaning(quoted: string): string | null {
  if (!/^"[^"\\]*"$/.test(quoted)) return null
  return quoted.slice(1, -1).replaceAll(/\$\{unicode:([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
}

const rulesWith = (value: string): MailboxRules => ({
  vacation: { subject: value, text: `${value}\n.\n${value}`, days: 7, from: null, until: null, addresses: [] },
  filters: [
    {
      name: value,
      enabled: true,
      match: 'any',
      conditions: (['contains', 'is', 'begins', 'ends', 'matches'] as const).map((match) => ({
        field: 'subject' as const,
        not: false,
        match,
        text: value,
      })),
      actions: [{ do: 'copy', folder: 'x' }],
      stop: false,
    },
  ],
})

describe('the Sieve of a mailbox', () => {
  it('never lets a text end its string or its line', () => {
    const shape = (script: string) => script.replaceAll(/"[^"]*"/g, '""')
    const plain = shape(renderSieve(rulesWith('x'), '.'))
    for (const value of pieces(2000)) {
      const script = renderSieve(rulesWith(value), '.')
      expect(shape(script), value).toBe(plain)
      expect(script, value).toMatch(/^[\n\x20-\x7e]*$/)
      expect(meaning(text(value)), value).toBe(value)
    }
  })

  it('takes a star for a star unless patterns were asked for', () => {
    const script = renderSieve(rulesWith('a*?\\'), '/')
    const backslash = `\${unicode:5c}`
    expect(script).toContain(`:matches "subject" "a${backslash}*${backslash}?${backslash}${backslash}*"`)
    expect(script).toContain(`:matches "subject" "a*?${backslash}"`)
    expect(script).toContain(`:contains "subject" "a*?${backslash}"`)
  })

  it('is read back from the lines of the rules file as it was written', () => {
    for (const value of pieces(200)) {
      const rules = mailboxRules.parse(rulesWith(value))
      expect(readRuleLines(ruleLines('alice', rules))).toEqual(new Map([['alice', rules]]))
    }
  })

  it('has no folder that leaves its place and no header that is none', () => {
    for (const name of ['a.b', '../x', 'a//b', '/a', 'a/', ' a', 'a*', 'a%', '~', 'a\\b', 'a\nb', ''])
      expect(folderName.safeParse(name).success, name).toBe(false)
    for (const name of ['a', 'Año nuevo', 'a/b c/d', '&', '"']) expect(folderName.safeParse(name).success, name).toBe(true)
    const of = (name: string) => ({
      ...rulesWith('x').filters[0],
      conditions: [{ field: 'header', name, not: false, match: 'is', text: 'x' }],
    })
    expect(filter.safeParse(of('X-A')).success).toBe(true)
    for (const name of ['', 'a b', 'a:b', 'é']) expect(filter.safeParse(of(name)).success, name).toBe(false)
  })
})
