// When a certificate that waits may be shown (RFC 7671 8.1): where TLSA records stand for the present one, senders that know DANE would refuse mail to a new key
// that nobody announced. So its record is published first, and must have been seen for as long as the old answer may live. Pure.

/** What the DNS says of the host's TLSA records, to a certificate that waits. */
export type RecordLook = 'none' | 'announced' | 'missing' | 'unanswered'

/** No answer of a zone that is run well lives longer; DANE asks for less (RFC 7671 13.1). */
export const announcedMs = 2 * 3_600_000
/** A certificate that ended stops every mail program. It is then shown even unannounced. */
export const lastMomentMs = 24 * 3_600_000

type Waiting = { recordSeenAt: Date | null }
export type Verdict = { use: boolean; recordSeenAt: Date | null }

/** `endOfPresent`: of the one that is shown now and would be replaced; null: there is none. */
export function judgeWaiting(waiting: Waiting, endOfPresent: Date | null, look: RecordLook, now: Date): Verdict {
  const seen = look === 'announced' ? (waiting.recordSeenAt ?? now) : look === 'unanswered' ? waiting.recordSeenAt : null
  const isLastMoment = endOfPresent !== null && endOfPresent.getTime() - now.getTime() < lastMomentMs
  const use = endOfPresent === null || look === 'none' || isLastMoment || (seen !== null && now.getTime() - seen.getTime() >= announcedMs)
  return { use, recordSeenAt: seen }
}
