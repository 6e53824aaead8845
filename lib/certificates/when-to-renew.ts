// When an authority is asked again: at two thirds of the life of what is there, or when the authority itself would like it (RFC 9773); after a failure later and later.

const hourMs = 3_600_000
const pausesHours = [1, 2, 4, 8, 16, 24]

export type Window = { start: Date; end: Date }

/** `random`: 0 to 1, so that not all come in the same minute (RFC 9773 4.2). */
export function renewalDate({ notBefore, notAfter }: { notBefore: Date; notAfter: Date }, window: Window | null, random: number): Date {
  const twoThirds = notBefore.getTime() + ((notAfter.getTime() - notBefore.getTime()) * 2) / 3
  if (window === null || window.end <= window.start) return new Date(twoThirds)
  const chosen = window.start.getTime() + (window.end.getTime() - window.start.getTime()) * random
  // An authority that answers nonsense must not let it run out.
  return new Date(Math.min(chosen, notAfter.getTime() - (notAfter.getTime() - notBefore.getTime()) / 10))
}

/** `attempts`: failures in a row, this one included. */
export function nextTry(attempts: number, retryAfter: Date | null, now: Date): Date {
  const hours = pausesHours[Math.min(attempts, pausesHours.length) - 1] ?? 1
  const own = now.getTime() + hours * hourMs
  return new Date(retryAfter === null ? own : Math.min(Math.max(own, retryAfter.getTime()), now.getTime() + 8 * 24 * hourMs))
}
