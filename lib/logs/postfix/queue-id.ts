// Postfix queue ids: hexadecimal microseconds and inode, or since 2.9 (enable_long_queue_ids) base 52 without vowels.

/** The queue id that a text starts with, when `: ` follows it; otherwise null. */
export function leadingQueueId(text: string): string | null {
  const end = text.indexOf(':')
  if (end < 5 || end > 24 || text.charCodeAt(end + 1) !== 32) return null
  return isQueueId(text, end) ? text.slice(0, end) : null
}

function isQueueId(text: string, end: number): boolean {
  let hex = true
  let digits = 0
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) digits++
    else if (!(code >= 65 && code <= 70)) {
      hex = false
      if (!isConsonant(code)) return false
    }
  }
  return hex || digits > 0
}

/** A letter that is no vowel, of either case. */
function isConsonant(code: number): boolean {
  const lower = code | 32
  if (lower < 97 || lower > 122) return false
  return lower !== 97 && lower !== 101 && lower !== 105 && lower !== 111 && lower !== 117
}
