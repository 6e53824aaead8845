// Attacks that are enough to speak of: repeated by one address, or one each from many. Memory is bounded whatever comes; time is the lines'.
import { type AttackKind, attackOf } from './attack'
import type { ReadEvent } from './read-event'

export type AttackSignal = {
  rule: string
  /** null: many addresses together. */
  address: string | null
  addresses: string[]
  users: string[]
  attempts: number
  /** Microseconds: of the first and the last attempt that counted. */
  from: number
  to: number
}

type Rule = { name: string; kinds: readonly AttackKind[]; attempts: number; minutes: number }

// A person who mistypes does so two or three times; a client with an old password is told apart by its one user.
const rules: readonly Rule[] = [
  { name: 'guessing', kinds: ['guess'], attempts: 3, minutes: 10 },
  { name: 'slow-guessing', kinds: ['guess'], attempts: 4, minutes: 120 },
  { name: 'relaying', kinds: ['relay'], attempts: 2, minutes: 60 },
  { name: 'false-helo', kinds: ['helo'], attempts: 2, minutes: 60 },
  { name: 'recipients', kinds: ['recipient'], attempts: 5, minutes: 60 },
  { name: 'refused', kinds: ['refused', 'blocklist', 'recipient', 'relay', 'helo'], attempts: 3, minutes: 60 },
  { name: 'scanning', kinds: ['probe', 'protocol', 'web'], attempts: 5, minutes: 10 },
  { name: 'known-bad', kinds: ['spam', 'banned'], attempts: 1, minutes: 60 },
]

/** Many addresses that guess once or twice each, at as many names: no limit by address sees them. */
const together = { name: 'guessing-together', addresses: 5, users: 5, minutes: 60 }

const minute = 60_000_000
const mostAddresses = 10_000
// More than any rule asks for.
const mostKept = 50

type Seen = { at: number; kind: AttackKind; user: string | null; attempts: number }
type Source = { seen: Seen[]; told: Map<string, number> }

export class AttackWatch {
  readonly #sources = new Map<string, Source>()
  #guesses: { at: number; address: string; user: string | null }[] = []
  #toldTogether = Number.NEGATIVE_INFINITY

  /** What one more line adds up to; empty for almost every line. A signal is told once while its window lasts. */
  add({ line, event }: ReadEvent): AttackSignal[] {
    const attack = attackOf(event)
    if (!attack || line.at === null) return []
    const source = this.#source(attack.address)
    source.seen.push({ at: line.at, kind: attack.kind, user: attack.user, attempts: attack.attempts })
    if (source.seen.length > mostKept) source.seen.shift()
    const signals = rules.flatMap((rule) => this.#judge(rule, attack.address, source, line.at as number) ?? [])
    const many = attack.kind === 'guess' ? this.#judgeTogether(attack.address, attack.user, line.at) : null
    return many ? [...signals, many] : signals
  }

  #source(address: string): Source {
    const known = this.#sources.get(address)
    // The map's order is that of the last attempt: what was silent longest goes first.
    this.#sources.delete(address)
    const source = known ?? { seen: [], told: new Map() }
    this.#sources.set(address, source)
    if (this.#sources.size > mostAddresses) this.#sources.delete(this.#sources.keys().next().value as string)
    return source
  }

  #judge(rule: Rule, address: string, { seen, told }: Source, now: number): AttackSignal | null {
    const since = now - rule.minutes * minute
    const counted = seen.filter(({ at, kind }) => at >= since && rule.kinds.includes(kind))
    const attempts = counted.reduce((sum, one) => sum + one.attempts, 0)
    if (attempts < rule.attempts || (told.get(rule.name) ?? Number.NEGATIVE_INFINITY) >= since) return null
    told.set(rule.name, now)
    return signalOf(rule.name, address, [address], counted, attempts, now)
  }

  #judgeTogether(address: string, user: string | null, now: number): AttackSignal | null {
    const since = now - together.minutes * minute
    this.#guesses = [...this.#guesses.slice(1 - mostKept), { at: now, address, user }].filter(({ at }) => at >= since)
    const addresses = [...new Set(this.#guesses.map((guess) => guess.address))]
    const users = new Set(this.#guesses.flatMap((guess) => guess.user ?? []))
    const each = this.#guesses.length <= addresses.length * 2
    if (!each || addresses.length < together.addresses || users.size < together.users || this.#toldTogether >= since) return null
    this.#toldTogether = now
    return signalOf(together.name, null, addresses, this.#guesses, this.#guesses.length, now)
  }
}

type Counted = { at: number; user: string | null }[]

const signalOf = (
  rule: string,
  address: string | null,
  addresses: string[],
  seen: Counted,
  attempts: number,
  to: number,
): AttackSignal => ({
  rule,
  address,
  addresses,
  users: [...new Set(seen.flatMap(({ user }) => user ?? []))],
  attempts,
  from: Math.min(...seen.map(({ at }) => at)),
  to,
})
