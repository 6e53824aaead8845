// T20, the rule itself: whatever a zone holds and whatever is wanted, only records that we made go, and what we made is never put over what another hand has made.
import { describe, expect, it } from 'vitest'
import type { PublishedType } from '#lib/dns/update/record-data'
import { type Own, planChanges, type Wanted } from './plan'
import type { RecordSet } from './zone-door'

const set = (values: string[], { name = 'acme.test', type = 'TXT' as PublishedType, blocked = false } = {}): RecordSet => ({
  ...{ name, type, values, blocked, mark: null },
})
const want = (value: string, { name = 'acme.test', type = 'TXT' as PublishedType } = {}): Wanted => ({
  name,
  type,
  value,
  purpose: 'sending',
})
const own = (value: string, { name = 'acme.test', type = 'TXT' as PublishedType } = {}): Own => ({ name, type, value })
const told = (wanted: Wanted[], owned: Own[], sets: RecordSet[]) => {
  const { lines, changes } = planChanges(wanted, owned, sets, 300)
  return {
    lines: lines.map(({ action, value, again }) => `${action}${again ? ' again' : ''} ${value}`),
    add: changes.flatMap(({ add }) => add),
    remove: changes.flatMap(({ remove }) => remove),
  }
}
const spf = 'v=spf1 mx -all'

describe('a plan', () => {
  it('adds what is not there, beside what is', () => {
    expect(told([want(spf)], [], [set(['some-verification=1'])])).toEqual({ lines: [`add ${spf}`], add: [spf], remove: [] })
  })

  it('leaves alone what is right already, whoever made it', () => {
    expect(told([want(spf)], [], [set([spf])]).lines).toEqual([`present ${spf}`])
    expect(told([want(spf)], [own(spf)], [set([spf])]).lines).toEqual([`keep ${spf}`])
    const mx = { type: 'MX' as const }
    expect(told([want('10 mail.acme.test.', mx)], [], [set(['10 Mail.ACME.test.'], mx)]).lines).toEqual(['present 10 mail.acme.test.'])
  })

  it('replaces what it has made itself, in one change', () => {
    const old = 'v=spf1 -all'
    expect(told([want(spf)], [own(old)], [set([old, 'other'])])).toEqual({
      lines: [`add ${spf}`, `remove ${old}`],
      add: [spf],
      remove: [old],
    })
  })

  it('never replaces or removes what another hand has made or changed', () => {
    const foreign = 'v=spf1 include:other.test -all'
    expect(told([want(spf)], [], [set([foreign])])).toEqual({ lines: [`conflict ${spf}`], add: [], remove: [] })
    // Ours was edited: it is theirs now.
    expect(told([want(spf)], [own('v=spf1 -all')], [set([foreign])])).toEqual({
      lines: [`conflict ${spf}`, 'lost v=spf1 -all'],
      add: [],
      remove: [],
    })
    expect(told([], [own(spf)], [set([foreign])])).toEqual({ lines: [`lost ${spf}`], add: [], remove: [] })
    for (const type of ['MX', 'SRV', 'CNAME'] as const)
      expect(told([want('0 1 993 a.test.', { type })], [], [set(['0 1 993 b.test.'], { type })]).add).toEqual([])
  })

  it('puts nothing beside an alias, and no alias beside anything', () => {
    expect(told([want(spf)], [], [set([], { blocked: true })]).lines).toEqual([`conflict ${spf}`])
    expect(told([want('panel.test.', { type: 'CNAME' })], [], [set([], { type: 'CNAME', blocked: true })]).add).toEqual([])
  })

  it('lets records stand beside each other that are meant to', () => {
    const tlsa = { type: 'TLSA' as const, name: '_25._tcp.mail.acme.test' }
    expect(told([want('3 1 1 ab', tlsa)], [], [set(['3 1 1 cd'], tlsa)]).add).toEqual(['3 1 1 ab'])
    expect(told([want('proof-one')], [], [set(['proof-two'])]).add).toEqual(['proof-one'])
    expect(told([want('v=DMARC1; p=none')], [], [set([spf])]).add).toEqual(['v=DMARC1; p=none'])
  })

  it('tells a key from a text that is none, also without its version', () => {
    expect(told([want('v=DKIM1; k=rsa; p=AAAA')], [], [set(['k=rsa; p=BBBB'])]).lines).toEqual(['conflict v=DKIM1; k=rsa; p=AAAA'])
  })

  it('says what was taken away by another hand', () => {
    expect(told([want(spf)], [own(spf)], [set([])]).lines).toEqual([`add again ${spf}`])
  })

  it('is another plan as soon as anything of what it would change is another', () => {
    const digest = (sets: RecordSet[], wanted = [want(spf)]) => planChanges(wanted, [], sets, 300).digest
    expect(digest([set(['a', 'b'])])).toBe(digest([set(['b', 'a'])]))
    expect(digest([set(['a'])])).not.toBe(digest([set(['a', 'b'])]))
    expect(digest([set(['a'])])).not.toBe(digest([set(['a'])], [want('v=spf1 -all')]))
  })

  it('of anything at all removes nothing that is not ours, and leaves every foreign record where it is', () => {
    const texts = ['v=spf1 mx -all', 'v=spf1 -all', 'v=DMARC1; p=none', 'v=DMARC1; p=reject', 'some', 'v=DKIM1; p=A', 'v=DKIM1; p=']
    const some = (seed: number) => texts.filter((_, index) => (seed >> index) & 1)
    for (let seed = 0; seed < 4000; seed++) {
      const [there, owned, wanted] = [some(seed * 7), some(seed * 13 + 5), some(seed * 29 + 3)]
      const { changes } = planChanges(
        wanted.map((value) => want(value)),
        owned.map((value) => own(value)),
        [set(there)],
        300,
      )
      for (const { remove, add } of changes) {
        expect(remove.every((value) => owned.includes(value) && !wanted.includes(value))).toBe(true)
        const left = [...there.filter((value) => !remove.includes(value)), ...add]
        for (const value of there) if (!owned.includes(value)) expect(left).toContain(value)
        const kinds = add.map((value) => value.split(/[; ]/)[0])
        for (const value of there.filter((text) => !owned.includes(text) && text.startsWith('v=')))
          expect(kinds).not.toContain(value.split(/[; ]/)[0])
      }
    }
  })
})
