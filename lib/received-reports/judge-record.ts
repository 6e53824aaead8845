// A line of an aggregate report -> why mail of it did or did not prove that it is the domain's own (RFC 9989 4.4): in the few words that the pages have
// sentences for. The receiver's verdict on alignment counts, as it alone saw the mail; the raw results say why.
import { canonicalName, isSameOrBelow } from '#lib/dns/name'
import { registrableDomain } from '#lib/dns/public-suffix'
import type { AggregateRecord } from '#lib/reports/aggregate-report'

/** broken: it was signed by the domain and the signature did not fit · foreign: only another domain's fits */
export const dkimVerdicts = ['aligned', 'broken', 'foreign', 'unsigned'] as const
/** failed: the domain's SPF does not name the server · foreign: another domain's does · missing: there was nothing to be asked */
export const spfVerdicts = ['aligned', 'failed', 'foreign', 'missing'] as const
export type DkimVerdict = (typeof dkimVerdicts)[number]
export type SpfVerdict = (typeof spfVerdicts)[number]

export type Judged = { dkim: DkimVerdict; spf: SpfVerdict; forwarded: boolean; otherDomain: string }

/** What a receiver says when it knows that mail was sent on (RFC 7489 Appendix C, RFC 9990 3.1.1.12). */
const sentOn = new Set(['forwarded', 'mailing_list', 'trusted_forwarder'])

export function judgeRecord({ dkim, spf, authDkim, authSpf, reasons, headerFrom }: AggregateRecord): Judged {
  const author = canonicalName(headerFrom)
  const isOurs = (name: string): boolean => isRelated(canonicalName(name), author)
  const passing = authDkim.filter(({ result }) => result === 'pass')
  const spfPassing = authSpf.filter(({ result }) => result === 'pass')
  const foreignSigner = passing.find((one) => !isOurs(one.domain))?.domain
  const foreignSender = spfPassing.find((one) => !isOurs(one.domain))?.domain
  const judgedDkim: DkimVerdict =
    dkim === 'pass'
      ? 'aligned'
      : authDkim.some((one) => isOurs(one.domain) && one.result !== 'none')
        ? 'broken'
        : foreignSigner !== undefined
          ? 'foreign'
          : authDkim.some(({ result }) => result !== 'none' && result !== '')
            ? 'broken'
            : 'unsigned'
  const judgedSpf: SpfVerdict =
    spf === 'pass'
      ? 'aligned'
      : foreignSender !== undefined
        ? 'foreign'
        : authSpf.some(({ result }) => result !== 'none' && result !== '')
          ? 'failed'
          : 'missing'
  const isAligned = judgedDkim === 'aligned' || judgedSpf === 'aligned'
  // A signature of the domain's own that no longer fits, on mail that another server sends under its own name, is what lists and forwardings leave behind.
  const leftBehind = judgedDkim === 'broken' && judgedSpf === 'foreign' && authDkim.some((one) => isOurs(one.domain))
  return {
    dkim: judgedDkim,
    spf: judgedSpf,
    forwarded: !isAligned && (leftBehind || reasons.some(({ type, comment }) => sentOn.has(type) || /\barc=pass\b/i.test(comment))),
    otherDomain: (foreignSigner ?? foreignSender ?? '').toLowerCase(),
  }
}

/** Of one organisation; strict alignment is the receiver's to judge. */
function isRelated(name: string, author: string): boolean {
  if (name === author) return name !== ''
  if (!name.includes('.') || !author.includes('.')) return false
  if (isSameOrBelow(name, author)) return true
  const registered = registrableDomain(author)
  return registered !== null && isSameOrBelow(name, registered)
}
