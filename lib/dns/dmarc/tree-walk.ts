// The walk from a name up to its top-level name that RFC 9989 4.10 put in the place of lists of public suffixes: at most eight queries.
import { canonicalName, isQueryable, labelsOf } from '../name'
import type { DnsResolver, Unanswered } from '../resolver'
import { type DmarcRecord, isDmarc, parseDmarc } from './parse-dmarc'

export type FoundRecord = { domain: string; text: string; record: DmarcRecord }
export type Walk =
  | {
      state: 'walked'
      /** From the name upwards; names with several records or a void one count as names without. */
      found: FoundRecord[]
      organisation: string
      /** Names that were asked. */
      asked: string[]
    }
  | { state: 'failed'; name: string; why: Unanswered }

const labelsMax = 7

export async function treeWalk(resolver: DnsResolver, name: string): Promise<Walk> {
  const start = canonicalName(name)
  const found: FoundRecord[] = []
  const asked: string[] = []
  // Nearly every walk goes to its end: all of it is asked at once.
  const steps = namesToAsk(start).flatMap((domain) => {
    const query = `_dmarc.${domain}`
    return isQueryable(query) ? [{ domain, query, coming: resolver.lookup(query, 'TXT') }] : []
  })
  for (const { domain, query, coming } of steps) {
    const answer = await coming
    asked.push(query)
    if (answer.state === 'failed') return { state: 'failed', name: query, why: answer.why }
    const record = answer.state === 'found' ? onlyRecord(domain, answer.records) : null
    if (!record) continue
    found.push(record)
    if (record.record.psd !== 'u') break
  }
  return { state: 'walked', found, organisation: organisationOf(start, found), asked }
}

/** The name itself, then its parents; of a long name those beyond seven labels are left out (4.10). */
function namesToAsk(start: string): string[] {
  const labels = labelsOf(start)
  const parents = labels.slice(Math.max(1, labels.length - labelsMax)).map((_, index, rest) => rest.slice(index).join('.'))
  return [start, ...parents]
}

function onlyRecord(domain: string, texts: readonly string[]): FoundRecord | null {
  const records = texts.filter((text) => isDmarc(text.trim()))
  const [text] = records
  if (records.length !== 1 || text === undefined) return null
  const { value } = parseDmarc(text)
  return value && { domain, text, record: value }
}

/** 4.10.2 */
function organisationOf(start: string, found: readonly FoundRecord[]): string {
  for (const { domain, record } of found) {
    if (record.psd === 'n') return domain
    if (record.psd === 'y' && domain !== start) return oneBelow(start, domain)
  }
  return found.at(-1)?.domain ?? start
}

const oneBelow = (start: string, suffix: string): string =>
  labelsOf(start)
    .slice(-labelsOf(suffix).length - 1)
    .join('.')
