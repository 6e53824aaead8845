// A resolver over a zone that a case gives, in place of the DNS.
import type { Answer, DnsResolver, RecordType, RecordTypes } from '#lib/dns/resolver'

export type StubAnswer = unknown[] | 'timeout' | 'servfail'
/** Records of a name, or the failure; undefined: no such name. */
export type StubZone = (name: string, type: RecordType) => StubAnswer | undefined

export const stubResolver = (zone: StubZone, { secure = false } = {}): DnsResolver => ({
  async lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> {
    const found = zone(name.toLowerCase(), type)
    if (found === undefined) return { state: 'none', name: false, secure }
    if (!Array.isArray(found)) return { state: 'failed', why: found }
    if (found.length === 0) return { state: 'none', name: true, secure }
    return { state: 'found', records: found as RecordTypes[Type][], secure }
  },
})
