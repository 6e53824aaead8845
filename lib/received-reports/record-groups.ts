// Lines of an aggregate report -> the groups that are kept of them: what was judged alike together, with the addresses it came from side by side. Most
// reports are one group or two, so a report costs a row or two of Postgres and not one of each line. Pure.
import { isIPv4 } from 'node:net'
import { parseIp, readableIp } from '#lib/dns/ip'
import type { AggregateRecord } from '#lib/reports/aggregate-report'
import { cleanText } from './clean-text'
import { type Judged, judgeRecord } from './judge-record'

/**
 * What the judgement does not need, shown with the line alone: position, names, reasons (type, comment), results of DKIM (domain, selector, result) and of SPF
 * (domain, scope, result), envelope's recipient. Bare tuples, as a report may have a million of them.
 */
export type LineDetails = [
  position: number,
  header: string,
  envelope: string,
  reasons: [string, string][],
  dkim: [string, string, string][],
  spf: [string, string, string][],
  to?: string,
]

/** `ips`, `counts` and `details` are as long as each other. */
export type RecordGroup = Judged & {
  n: number
  disposition: string
  messages: number
  ips: string[]
  counts: number[]
  details: LineDetails[]
}

const listMax = 10
const nameMax = 253

export class RecordGroups {
  private groups = new Map<string, RecordGroup>()
  private positions = 0
  private numbers = 0
  /** Messages that proved to be the domain's, of all lines so far. */
  good = 0
  /** Lines that were not taken. */
  waiting = 0

  add(record: AggregateRecord): void {
    const judged = judgeRecord(record)
    if (isAligned(judged)) this.good += record.count
    const group = this.groupOf(judged, cleanText(record.disposition || 'none', 40))
    group.messages += record.count
    group.ips.push(shownIp(record.sourceIp))
    group.counts.push(record.count)
    group.details.push(detailsOf(record, this.positions++))
    this.waiting++
  }

  /** What came since it was asked last. */
  take(): RecordGroup[] {
    const taken = [...this.groups.values()]
    this.groups = new Map()
    this.waiting = 0
    return taken
  }

  private groupOf(judged: Judged, disposition: string): RecordGroup {
    const otherDomain = cleanText(judged.otherDomain, nameMax)
    const key = `${disposition}\n${judged.dkim}\n${judged.spf}\n${judged.forwarded}\n${otherDomain}`
    const known = this.groups.get(key)
    if (known) return known
    const group = { ...judged, otherDomain, disposition, n: this.numbers++, messages: 0, ips: [], counts: [], details: [] }
    this.groups.set(key, group)
    return group
  }
}

function detailsOf(record: AggregateRecord, position: number): LineDetails {
  const details: LineDetails = [
    position,
    cleanText(record.headerFrom.toLowerCase(), nameMax),
    cleanText((record.envelopeFrom ?? '').toLowerCase(), nameMax),
    record.reasons.slice(0, listMax).map(({ type, comment }) => [cleanText(type, 40), cleanText(comment, 300)]),
    record.authDkim
      .slice(0, listMax)
      .map(({ domain, selector, result }) => [cleanText(domain, nameMax), cleanText(selector ?? '', 100), cleanText(result, 40)]),
    record.authSpf
      .slice(0, listMax)
      .map(({ domain, scope, result }) => [cleanText(domain, nameMax), cleanText(scope ?? '', 20), cleanText(result, 40)]),
  ]
  if (record.envelopeTo) details.push(cleanText(record.envelopeTo, nameMax))
  return details
}

/** In one form, so that one sender is one; what is no address stays the text that it is. */
function shownIp(text: string): string {
  if (isIPv4(text)) return text
  const ip = parseIp(text)
  return ip ? readableIp(ip) : cleanText(text, 60)
}

export const isAligned = ({ dkim, spf }: { dkim: string; spf: string }): boolean => dkim === 'aligned' || spf === 'aligned'
