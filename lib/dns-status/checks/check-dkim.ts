// Whether the records of the domain's keys are there, each at its own selector. Selectors that the panel has no key for are not its own and not asked about.
// What becomes of a key is decided elsewhere (docs/dkim.md), after every server was asked by itself; here stands what a receiver sees.
import type { Finding } from '#lib/dns/finding'
import { parseDkimKey, writeDkimKey } from '#lib/dns/parse-dkim-key'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DkimFact, DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult, PasteRecord } from '../schema'
import { tell, unanswered } from '../tell'

const dayMs = 86_400_000
/** A record that somebody is about to paste is missing, and nobody need hear of it. */
const patienceMs = 2 * dayMs

type Seen = { found: string[]; errors: Finding[]; warnings: Finding[]; record: PasteRecord | null }

export async function checkDkim(resolver: DnsResolver, { name, dkim }: DomainFacts, now = new Date()): Promise<CheckResult> {
  const told = await Promise.all(dkim.map((key) => see(resolver, name, key, now)))
  const seen = told.flatMap((one) => one ?? [])
  const result = tell({
    found: seen.flatMap(({ found }) => found).sort(),
    expected: dkim
      .filter(({ state }) => state !== 'retired')
      .map((key) => `${nameOf(key, name)} ${recordOf(key)}`)
      .sort(),
    errors: seen.flatMap(({ errors }) => errors),
    warnings: seen.flatMap(({ warnings }) => warnings),
    records: seen.flatMap(({ record }) => record ?? []),
  })
  return told.includes(null) && result.state === 'ok' ? unanswered(result) : result
}

const nameOf = ({ selector }: DkimFact, domain: string): string => `${selector}._domainkey.${domain}`
const recordOf = ({ algorithm, publicKey }: DkimFact): string =>
  writeDkimKey({ type: algorithm, publicKey, bits: null, hashes: null, services: ['*'], flags: [], notes: null })

/** null: could not be asked. */
async function see(resolver: DnsResolver, domain: string, key: DkimFact, now: Date): Promise<Seen | null> {
  const name = nameOf(key, domain)
  const answer = await resolver.lookup(name, 'TXT')
  if (answer.state === 'failed') return null
  const texts = answer.state === 'found' ? answer.records.filter((text) => /(?:^|;)\s*(?:v\s*=\s*DKIM1|p\s*=)/.test(text)) : []
  const found = texts.map((text) => `${name} ${text}`)
  const [text] = texts
  const verdict = texts.length > 1 ? 'several' : text === undefined ? 'missing' : compare(text, key)
  const { errors, warnings } = judge(key, verdict, now)
  const record = verdict !== 'match' && key.state !== 'retired' ? { name, type: 'TXT', value: recordOf(key) } : null
  const testing = verdict === 'match' && text && parseDkimKey(text).value?.flags.includes('y')
  return { found, errors, warnings: testing ? [...warnings, finding('dkim_record_testing', { selector: key.selector })] : warnings, record }
}

type Verdict = 'match' | 'missing' | 'different' | 'revoked' | 'several'

function compare(text: string, { publicKey }: DkimFact): Verdict {
  const { value, errors } = parseDkimKey(text)
  if (value?.publicKey === '') return 'revoked'
  return errors.length === 0 && value?.publicKey === publicKey ? 'match' : 'different'
}

const codes = {
  missing: 'dkim_record_missing',
  different: 'dkim_record_different',
  revoked: 'dkim_record_revoked',
  several: 'dkim_record_several',
} as const

function judge({ selector, state, since, lostRecord, obstacle }: DkimFact, verdict: Verdict, now: Date): Pick<Seen, 'errors' | 'warnings'> {
  const waits = now.getTime() - since.getTime() >= patienceMs
  const wrong: Finding[] = verdict === 'match' ? [] : [finding(codes[verdict], { selector })]
  switch (state) {
    case 'active':
      return { errors: wrong, warnings: [] }
    case 'published':
      return { errors: [], warnings: [...wrong, ...(obstacle && verdict === 'match' ? [finding('dkim_not_signing', { selector })] : [])] }
    case 'pending':
      // It signed until its record went: mail leaves without a signature since then.
      if (verdict !== 'match' && lostRecord) return { errors: [finding('dkim_stopped', { selector })], warnings: [] }
      return {
        errors: [],
        warnings: verdict === 'missing' ? (waits ? [finding('dkim_waits', { selector })] : []) : wrong,
      }
    case 'retiring':
      return { errors: [], warnings: verdict === 'match' ? [] : [finding('dkim_gone_early', { selector })] }
    case 'retired':
      return { errors: [], warnings: [] }
  }
}
