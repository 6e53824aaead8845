// A resolver over records that are at hand: a zone that is only planned, or one that a case gives.
import { canonicalName } from './name'
import type { Answer, DnsResolver, RecordType, RecordTypes, Unanswered } from './resolver'

/** Records of a name; undefined: there is no such name; a word: no answer. */
export type ZoneAnswer = unknown[] | Unanswered | undefined

export const zoneResolver = (zone: (name: string, type: RecordType) => ZoneAnswer, { secure = false } = {}): DnsResolver => ({
  async lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> {
    const found = zone(canonicalName(name), type)
    if (typeof found === 'string') return { state: 'failed', why: found }
    if (found === undefined || found.length === 0) return { state: 'none', name: found !== undefined, secure }
    return { state: 'found', records: found as RecordTypes[Type][], secure }
  },
})

export type Zone = Record<string, { [Type in RecordType]?: RecordTypes[Type][] } | Unanswered>

export const resolverOf = (zone: Zone, options?: { secure?: boolean }): DnsResolver =>
  zoneResolver((name, type) => {
    const records = Object.hasOwn(zone, name) ? zone[name] : undefined
    return typeof records === 'object' ? (records[type] ?? []) : records
  }, options)
