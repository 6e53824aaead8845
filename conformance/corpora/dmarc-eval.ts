// Mails, a zone and DMARC's verdict (mailauth). Words that are that library's own (comments, formatted headers) are not asked for, nor is `pct`, which
// RFC 9989 took out.
import { evaluateDmarc } from '#lib/dns/dmarc/evaluate-dmarc'
import type { RecordType } from '#lib/dns/resolver'
import { type ZoneAnswer, zoneResolver } from '#lib/dns/zone-resolver'
import { type Case, type Corpus, differs, unscored, verdictOf } from '../corpus'

const domainIn = (text: string): string => text.slice(text.lastIndexOf('@') + 1)

export const dmarcEval: Corpus = {
  name: 'dmarc-eval',
  async judge({ calls, expects }: Case) {
    // Several addresses of one domain are evaluated (RFC 9989 5.3.1); the other library stops at any second address.
    if (calls.some(({ args }: Case) => Array.isArray(args[0].headerFrom) && args[0].headerFrom.length > 1))
      return unscored('RFC 9989 5.3.1 says otherwise')
    const views = await Promise.all(calls.map(({ args }: Case) => viewOf(args[0])))
    const differences = expects.map(({ subject, op, args }: Case) => {
      const [, index = '', path = ''] = /^r(\d+)\.?(.*)$/.exec(subject) ?? []
      return expectation(views[Number(index)], path, op, args?.[0]?.[0])
    })
    const asked = differences.filter((difference: unknown) => difference !== undefined)
    return asked.length === 0 ? unscored('the words of another library') : verdictOf(asked)
  },
}

async function viewOf({ headerFrom, dkimDomains, spfDomains, resolver }: Case): Promise<unknown> {
  const named = (list: (string | { domain: string; underSized?: number })[]) =>
    list.map((entry) => (typeof entry === 'string' ? { domain: entry } : entry))
  const answer = await evaluateDmarc(zoneResolver(zoneOf(resolver)), {
    authors: [headerFrom].flat().map(domainIn),
    dkim: named(dkimDomains).map(({ domain, underSized }) => ({ domain, unsigned: underSized })),
    spf: named(spfDomains).map(({ domain }) => domain),
  })
  if (answer.result === 'none' || answer.result === 'temperror') return { status: { result: answer.result } }
  const { source, policy } = answer.policy
  const alignment = ({ domain, strict, unsigned }: typeof answer.dkim) => ({ result: domain ?? undefined, strict, underSized: unsigned })
  return {
    status: { result: answer.result, header: { from: answer.author, d: source.domain } },
    domain: source.domain,
    policy,
    p: source.record.p,
    sp: source.record.sp ?? source.record.p,
    rr: source.text,
    alignment: { dkim: alignment(answer.dkim), spf: alignment(answer.spf) },
  }
}

function expectation(view: unknown, path: string, op: string, expected: unknown): string | null | undefined {
  const theirs = ['status.comment', 'info', 'error', 'pct']
  if (theirs.includes(path)) return undefined
  const found = path === '' ? view : path.split('.').reduce<Case>((value, key) => value?.[key], view)
  if (op === 'to.equal') return differs(path, found, expected)
  if (op === 'to.be.false' || op === 'to.be.true') return differs(path, found, op === 'to.be.true')
  if (op === 'to.not.be.ok') return differs(path, Boolean(found), false)
  if (op === 'to.be.undefined') return differs(path, found === undefined, true)
  throw new Error(`${op} is not known here`)
}

/** Either answers with a default for what is not there, or a plain zone, or a function of the other project. */
function zoneOf(given: Case): (name: string, type: RecordType) => ZoneAnswer {
  const zone = given.$dns?.zone ?? given.$zone ?? {}
  return (name, type) => {
    const found = zone[name]?.[type] ?? given.$dns?.default?.[type]
    if (Array.isArray(found)) return type === 'TXT' ? found.map((strings: string[]) => strings.join('')) : found
    const error = found?.$error
    if (error === undefined) return zone[name] ? [] : undefined
    return error === 'ETIMEOUT' ? 'timeout' : error === 'ESERVFAIL' ? 'servfail' : undefined
  }
}
