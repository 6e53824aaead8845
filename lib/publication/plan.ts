// What is to be done so that a zone has what is wanted (pure). The rule of the whole capability is here: a record that another hand has made, or changed, is never removed
// or replaced. What is wanted beside such a one is a conflict, for a person to solve where the zone is kept.
import { createHash } from 'node:crypto'
import type { DnsRecord } from '#lib/dns/mail-records'
import { canonicalValue, type PublishedType } from '#lib/dns/update/record-data'
import type { RecordSet, SetChange, SetKey } from './zone-door'

export type Purpose = DnsRecord['purpose'] | 'proof'
export type Wanted = SetKey & { value: string; purpose: Purpose }
/** What this panel has put there. */
export type Own = SetKey & { value: string }

/**
 * add: it comes · remove: ours, and wanted no more · keep: ours, and there · present: another hand made it, and it is right · conflict: another hand made something else in its
 * place · lost: ours, wanted no more, and gone or changed already: it is forgotten.
 */
export const lineActions = ['add', 'remove', 'keep', 'present', 'conflict', 'lost'] as const
export type LineAction = (typeof lineActions)[number]
export type PlanLine = SetKey & {
  action: LineAction
  value: string
  purpose: Purpose | null
  /** Of a conflict: what stands there. Empty: an alias, or another type at its name. */
  others: string[]
  /** It was there once, and somebody took it away. */
  again: boolean
}
export type Plan = { lines: PlanLine[]; changes: SetChange[]; digest: string }

export const setKeyOf = ({ name, type }: SetKey): string => `${type} ${name}`

/** The sets that have to be read. */
export const keysOf = (wanted: readonly Wanted[], own: readonly Own[]): SetKey[] => {
  const keys = new Map([...wanted, ...own].map(({ name, type }) => [setKeyOf({ name, type }), { name, type }]))
  return [...keys.values()]
}

export function planChanges(wanted: readonly Wanted[], own: readonly Own[], sets: readonly RecordSet[], ttl: number): Plan {
  const planned = sets.map((set) => planSet(set, ofSet(wanted, set), ofSet(own, set), ttl))
  const changes = planned.map(({ change }) => change).filter(({ add, remove }) => add.length + remove.length > 0)
  const told = changes.map(({ set, add, remove }) => [set.name, set.type, [...set.values].sort(), [...add].sort(), [...remove].sort()])
  return {
    lines: planned.flatMap(({ lines }) => lines),
    changes,
    // What was shown and what is done must be the same, also in what they start from.
    digest: createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32),
  }
}

const ofSet = <One extends SetKey>(all: readonly One[], set: SetKey): One[] => all.filter((one) => setKeyOf(one) === setKeyOf(set))

function planSet(set: RecordSet, wanted: readonly Wanted[], own: readonly Own[], ttl: number): { lines: PlanLine[]; change: SetChange } {
  const { type } = set
  const same = (one: string, other: string) => canonicalValue(type, one) === canonicalValue(type, other)
  const isIn = (values: readonly string[], value: string) => values.some((one) => same(one, value))
  const owned = own.map(({ value }) => value)
  const line = (action: LineAction, value: string, more: Partial<PlanLine> = {}): PlanLine => ({
    ...{ name: set.name, type, action, value, purpose: null, others: [], again: false },
    ...more,
  })
  const lines = wanted.map(({ value, purpose }) => {
    if (isIn(set.values, value)) return line(isIn(owned, value) ? 'keep' : 'present', value, { purpose })
    const foreign = set.values.filter((one) => !isIn(owned, one) && isRival(type, value, one))
    if (foreign.length > 0 || set.blocked) return line('conflict', value, { purpose, others: foreign })
    return line('add', value, { purpose, again: isIn(owned, value) })
  })
  const unwanted = owned.filter((value) => !wanted.some((one) => same(one.value, value)))
  const gone = unwanted.map((value) => line(isIn(set.values, value) ? 'remove' : 'lost', value))
  const add = lines.filter(({ action }) => action === 'add').map(({ value }) => value)
  const remove = set.values.filter((value) => gone.some((one) => one.action === 'remove' && same(one.value, value)))
  return { lines: [...lines, ...gone], change: { set, add, remove, ttl } }
}

/** Two that cannot stand beside each other. Texts of different kinds can, TLSA records are meant to, and answers to proofs come in several (RFC 8555 8.4). */
function isRival(type: PublishedType, one: string, other: string): boolean {
  if (type === 'TLSA') return false
  return type === 'TXT' ? kindOf(one) !== null && kindOf(one) === kindOf(other) : true
}

/** `v=spf1`, `v=DMARC1`, `v=DKIM1`: of each a name has one. */
const kindOf = (text: string): string | null =>
  /^\s*v\s*=\s*([a-z0-9]+)/i.exec(text)?.[1]?.toLowerCase() ?? (/(?:^|;)\s*p\s*=/.test(text) ? 'dkim1' : null)
