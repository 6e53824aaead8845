// The test suite of RFC 7208: a zone, a mail, and the results that are right.
import { parseIp } from '#lib/dns/ip'
import { canonicalName } from '#lib/dns/name'
import type { RecordType } from '#lib/dns/resolver'
import { checkHost } from '#lib/dns/spf/check-host'
import { type ZoneAnswer, zoneResolver } from '#lib/dns/zone-resolver'
import { type Case, type Corpus, differs, verdictOf } from '../corpus'

type Entry = 'TIMEOUT' | Record<string, unknown>

/** The suite's own way to write zones: SPF stands for a TXT record where no TXT is given, TIMEOUT for all that is not. */
function answer(zone: Map<string, Entry[]>, name: string, type: RecordType, hops = 0): ZoneAnswer {
  const entries = zone.get(name)
  if (!entries) return undefined
  const given = entries.filter((entry): entry is Record<string, unknown> => typeof entry === 'object')
  const texts = given.some((entry) => 'TXT' in entry) ? 'TXT' : 'SPF'
  const wanted = type === 'TXT' ? texts : type
  const alias = given.find((entry) => 'CNAME' in entry)
  if (alias && hops < 8) return answer(zone, canonicalName(String(alias.CNAME)), type, hops + 1)
  const found = given.filter((entry) => wanted in entry && entry[wanted] !== 'NONE').map((entry) => record(type, entry[wanted]))
  return found.length === 0 && entries.includes('TIMEOUT') ? 'timeout' : found
}

function record(type: RecordType, value: unknown): unknown {
  if (type === 'MX') return { preference: (value as [number, string])[0], exchange: (value as [number, string])[1] }
  return Array.isArray(value) ? value.join('') : value
}

export const spfEval: Corpus = {
  name: 'spf-eval-rfc7208',
  async judge(given: Case) {
    const zone = new Map(Object.entries(given.zone as Record<string, Entry[]>).map(([name, entries]) => [canonicalName(name), entries]))
    const ip = parseIp(given.ip)
    if (!ip) throw new Error(`${given.ip} is not an address`)
    const sender = given.mailfrom === '' ? `postmaster@${given.helo}` : given.mailfrom
    const mail = { ip, sender, domain: sender.slice(sender.lastIndexOf('@') + 1), helo: given.helo, receiver: given.receiver ?? undefined }
    const { result, explanation, because } = await checkHost(
      zoneResolver((name, type) => answer(zone, name, type)),
      mail,
    )
    const expected: string[] = given.expected
    // DEFAULT: the receiver's own words, so the domain's may not be there.
    const words = given.explanation === 'DEFAULT' ? null : given.explanation
    return verdictOf([
      expected.includes(result) ? null : `${result} (${JSON.stringify(because)}) instead of ${expected.join(' or ')}`,
      given.explanation !== null && differs('explanation', explanation, words),
    ])
  },
}
