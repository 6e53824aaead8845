// check_host() of RFC 7208: may this address send mail of this domain? Every term that asks the DNS is counted, also those of included
// records, and the result carries the term that decided.
import type { DnsResolver } from '../resolver'
import { explain } from './explain'
import { matches } from './match'
import { parseSpf } from './parse-spf'
import { asksDns, type Directive, qualifiers, type SpfRecord, writeDirective } from './record'
import { selectSpf } from './select-spf'
import { expandDomain, isSpfDomain, PermanentError, type SpfMail, SpfSession, TemporaryError } from './session'

export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror'

export type SpfAnswer = {
  result: SpfResult
  /** What decided: the term that matched, or the reason of an error. */
  because: { code: string; values?: Record<string, string | number> } | null
  /** The domain's own words to the sender of refused mail (6.2). */
  explanation: string | null
  lookups: number
  voidLookups: number
}

export async function checkHost(resolver: DnsResolver, mail: SpfMail): Promise<SpfAnswer> {
  const session = new SpfSession(resolver, mail)
  const done = (result: SpfResult, because: SpfAnswer['because'], explanation: string | null = null): SpfAnswer => ({
    result,
    because,
    explanation,
    lookups: session.lookups,
    voidLookups: session.voidLookups,
  })
  if (!isSpfDomain(mail.domain)) return done('none', { code: 'spf_domain_unusable', values: { domain: mail.domain } })
  try {
    const outcome = await evaluate(session, mail.domain)
    const term = outcome.directive ? { code: 'spf_matched', values: { term: writeDirective(outcome.directive) } } : null
    const explanation = outcome.result === 'fail' ? await explain(session, outcome.record, outcome.domain) : null
    return done(outcome.result, term, explanation)
  } catch (error) {
    if (error instanceof PermanentError) return done('permerror', error.because)
    if (error instanceof TemporaryError) return done('temperror', error.because)
    throw error
  }
}

type Outcome = { result: SpfResult; directive: Directive | null; record: SpfRecord | null; domain: string }

async function evaluate(session: SpfSession, domain: string): Promise<Outcome> {
  const text = await selectSpf(session, domain)
  if (text === null) return { result: 'none', directive: null, record: null, domain }
  const { value: record, errors } = parseSpf(text)
  const [error] = errors
  if (!record || error) throw new PermanentError(error?.code ?? 'spf_not_spf', error?.values)
  for (const directive of record.directives) {
    if (asksDns(directive.mechanism)) session.countLookup()
    if (await isMatch(session, directive, domain)) return { result: qualifiers[directive.qualifier], directive, record, domain }
  }
  if (!record.redirect) return { result: 'neutral', directive: null, record, domain }
  session.countLookup()
  const target = await expandDomain(session, record.redirect, domain)
  const outcome = isSpfDomain(target) ? await evaluate(session, target) : null
  // 6.1: a redirect to a domain without a record is a mistake of the one who redirects.
  if (!outcome || outcome.result === 'none') throw new PermanentError('spf_redirect_to_nothing', { domain: target })
  return outcome
}

async function isMatch(session: SpfSession, { mechanism }: Directive, domain: string): Promise<boolean> {
  if (mechanism.kind !== 'include') return matches(session, mechanism, domain)
  const target = await expandDomain(session, mechanism.domain, domain)
  const { result } = isSpfDomain(target) ? await evaluate(session, target) : { result: 'none' }
  // 5.2: only its pass is a match; its errors went through as they are.
  if (result === 'none') throw new PermanentError('spf_include_of_nothing', { domain: target })
  return result === 'pass'
}
