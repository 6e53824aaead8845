// A reply as SMTP servers give it: `550 5.1.1 words`, `550-5.7.1 words 550 5.7.1 more words` (RFC 5321 4.2, RFC 3463, RFC 2034).

/** RFC 3463: class 2 success, 4 persistent transient, 5 permanent; subject and detail of up to three digits. */
export type EnhancedStatus = { class: number; subject: number; detail: number }
/** `text` is the reply as it was sent, `words` the same without the codes in front. */
export type Reply = { code: number | null; enhanced: EnhancedStatus | null; text: string; words: string }

export const statusText = ({ class: kind, subject, detail }: EnhancedStatus): string => `${kind}.${subject}.${detail}`

/** The enhanced status that a text consists of, or null. */
export function parseStatus(text: string): EnhancedStatus | null {
  return text !== '' && statusEnd(text, 0) === text.length ? readStatus(text, 0, text.length) : null
}

/** The codes in front of a reply. Without any, the whole text is its words. */
export function parseReply(text: string): Reply {
  const code = codeOf(text)
  const start = code === null ? 0 : Math.min(4, text.length)
  const end = statusEnd(text, start)
  const stands = end > start && (end === text.length || text[end] === ' ') && '245'.includes(text[start] as string)
  const words = text.slice(stands ? Math.min(end + 1, text.length) : start)
  return { code, enhanced: stands ? readStatus(text, start, end) : null, text, words }
}

function codeOf(text: string): number | null {
  const after = text[3]
  if (after !== undefined && after !== ' ' && after !== '-') return null
  const first = text.charCodeAt(0)
  return first >= 50 && first <= 53 && isDigit(text.charCodeAt(1)) && isDigit(text.charCodeAt(2)) ? Number(text.slice(0, 3)) : null
}

/** Where the status that starts at `at` ends; `at` itself when none does. */
function statusEnd(text: string, at: number): number {
  const kind = text.charCodeAt(at)
  if (!(kind >= 49 && kind <= 53) || text[at + 1] !== '.') return at
  const dot = digitsEnd(text, at + 2)
  if (dot === at + 2 || dot > at + 5 || text[dot] !== '.') return at
  const end = digitsEnd(text, dot + 1)
  return end === dot + 1 || end > dot + 4 ? at : end
}

function readStatus(text: string, at: number, end: number): EnhancedStatus {
  const dot = text.indexOf('.', at + 2)
  return { class: Number(text[at]), subject: Number(text.slice(at + 2, dot)), detail: Number(text.slice(dot + 1, end)) }
}

function digitsEnd(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
