// Records as text, right or wrong: SPF, DMARC, MTA-STS, TLS-RPT (checkdmarc, OpenDMARC).
import { type DmarcRecord, parseDmarc } from '#lib/dns/dmarc/parse-dmarc'
import type { Reading } from '#lib/dns/finding'
import { parkedDmarc, parkedSpf } from '#lib/dns/parked'
import { parseMtaStsPolicy, parseMtaStsRecord } from '#lib/dns/parse-mta-sts'
import { parseTlsRpt } from '#lib/dns/parse-tls-rpt'
import { inspectSpf } from '#lib/dns/spf/inspect-spf'
import { writeMacroString } from '#lib/dns/spf/macro-string'
import { parseSpf } from '#lib/dns/spf/parse-spf'
import { qualifiers } from '#lib/dns/spf/record'
import { zoneResolver } from '#lib/dns/zone-resolver'
import { textOfPaste } from '#lib/dns/zone-text'
import { inWords, judgeReading } from '../checkdmarc'
import { type Case, type Corpus, failed, passed, unscored, type Verdict } from '../corpus'

export const spfRecord: Corpus = {
  name: 'spf-record',
  async judge(given: Case) {
    const text = textOfPaste(given.input)
    const parsed = parseSpf(text)
    // The cases were run on the Internet of their day. What they say of names there cannot be asked for; an empty world counts the look-ups all the same.
    const seen = await inspectSpf(
      zoneResolver(() => undefined),
      given.domain ?? 'example.org',
      text,
    )
    const parked = given.kwargs?.parked && parsed.value ? parkedSpf(parsed.value) : []
    const world = seen.errors.filter(({ code }) => !parsed.errors.some((error) => error.code === code))
    const asWarnings = given.verdict === 'ok' ? world : []
    const warnings = [...parsed.warnings, ...parked]
    const all = parsed.value?.directives.find(({ mechanism }) => mechanism.kind === 'all')
    const view = {
      warnings: inWords(warnings),
      dns_lookups: seen.lookups,
      parsed: {
        all: all ? qualifiers[all.qualifier] : 'neutral',
        mechanisms: parsed.value?.directives,
        redirect: parsed.value?.redirect && writeMacroString(parsed.value.redirect),
        exp: parsed.value?.exp && writeMacroString(parsed.value.exp),
      },
    }
    const asserts = given.asserts?.filter(
      ([, ...rest]: string[]) => !rest.some((expression) => /^f?'Error when processing/.test(expression)),
    )
    return judgeReading(
      { ...given, asserts },
      { value: parsed.value, errors: [...parsed.errors, ...(asWarnings.length > 0 ? [] : world)], warnings },
      view,
    )
  },
}

export const dmarcRecord: Corpus = {
  name: 'dmarc-record',
  judge(given: Case) {
    const reading = parseDmarc(given.input)
    if ('valid' in given) return byValidity(given, reading)
    const parked = given.kwargs?.parked && reading.value ? parkedDmarc(reading.value) : []
    const warnings = [...reading.warnings, ...parked]
    const view = { tags: reading.value ? tagsOf(reading.value) : {}, warnings: inWords(warnings) }
    return judgeReading(given, { ...reading, warnings }, view)
  },
}

function tagsOf(record: DmarcRecord): Record<string, unknown> {
  const { p, sp, np, psd, t, adkim, aspf, written } = record
  const values = { p, sp: sp ?? p, np: np ?? sp ?? p, psd, t: t ? 'y' : 'n', adkim, aspf }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, explicit: written.includes(name) }]))
}

function byValidity({ input, valid }: Case, { errors, warnings, value }: Reading<DmarcRecord>): Verdict {
  if (!valid) return errors.length + warnings.length > 0 ? passed : failed('nothing is said of it')
  if (/\bp=(?:n|no|non|q\w{0,8}|r\w{0,4})\s*(?:;|$)/.test(input)) return unscored('RFC 9989 4.7 has no short forms of policies')
  return value && errors.length === 0 ? passed : failed(`refused: ${JSON.stringify(errors)}`)
}

export const mtaSts: Corpus = {
  name: 'mta-sts',
  judge(given: Case) {
    if (!('fn' in given)) return unscored('hosts of another program’s test bed')
    if (given.fn === 'parse_mta_sts_policy') {
      const reading = parseMtaStsPolicy(given.input)
      const { mode, maxAgeSeconds, mx } = reading.value ?? {}
      return judgeReading(given, reading, { policy: { mode, max_age: maxAgeSeconds, mx }, warnings: inWords(reading.warnings) })
    }
    const reading = parseMtaStsRecord(given.input)
    return judgeReading(given, reading, { tags: { v: 'STSv1', id: reading.value?.id }, warnings: inWords(reading.warnings) })
  },
}

export const tlsRptRecord: Corpus = {
  name: 'tlsrpt-record',
  judge(given: Case) {
    const reading = parseTlsRpt(given.input)
    const rua = { value: reading.value?.rua.map(({ uri }) => uri), description: '' }
    return judgeReading(given, reading, { tags: reading.value ? { rua } : {}, warnings: inWords(reading.warnings) })
  },
}
