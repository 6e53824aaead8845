// A line of an aggregate report -> its row, short names and all: a report may have a million of them, and they cross to Postgres as JSON.
import { isIPv4 } from 'node:net'
import { parseIp, readableIp } from '#lib/dns/ip'
import type { AggregateRecord } from '#lib/reports/aggregate-report'
import { cleanText } from './clean-text'
import { judgeRecord } from './judge-record'

export type RecordRow = {
  /** Position. */
  n: number
  ip: string
  c: number
  disposition: string
  dkim: string
  spf: string
  f: boolean
  header: string
  envelope: string
  other: string
  d: {
    reasons: { type: string; comment: string }[]
    dkim: { domain: string; selector: string; result: string }[]
    spf: { domain: string; scope: string; result: string }[]
    to?: string
  }
}

const listMax = 10
const nameMax = 253

export function recordRow(record: AggregateRecord, position: number): RecordRow {
  const { dkim, spf, forwarded, otherDomain } = judgeRecord(record)
  return {
    n: position,
    ip: shownIp(record.sourceIp),
    c: record.count,
    disposition: cleanText(record.disposition || 'none', 40),
    dkim,
    spf,
    f: forwarded,
    header: cleanText(record.headerFrom.toLowerCase(), nameMax),
    envelope: cleanText((record.envelopeFrom ?? '').toLowerCase(), nameMax),
    other: cleanText(otherDomain, nameMax),
    d: {
      reasons: record.reasons
        .slice(0, listMax)
        .map(({ type, comment }) => ({ type: cleanText(type, 40), comment: cleanText(comment, 300) })),
      dkim: record.authDkim.slice(0, listMax).map(({ domain, selector, result }) => ({
        domain: cleanText(domain, nameMax),
        selector: cleanText(selector ?? '', 100),
        result: cleanText(result, 40),
      })),
      spf: record.authSpf.slice(0, listMax).map(({ domain, scope, result }) => ({
        domain: cleanText(domain, nameMax),
        scope: cleanText(scope ?? '', 20),
        result: cleanText(result, 40),
      })),
      ...(record.envelopeTo ? { to: cleanText(record.envelopeTo, nameMax) } : {}),
    },
  }
}

/** In one form, so that one sender is one; what is no address stays the text that it is. */
function shownIp(text: string): string {
  if (isIPv4(text)) return text
  const ip = parseIp(text)
  return ip ? readableIp(ip) : cleanText(text, 60)
}

export const isAligned = ({ dkim, spf }: { dkim: string; spf: string }): boolean => dkim === 'aligned' || spf === 'aligned'
