// Text of a line as it can be shown, stored and searched: Postgres takes no NUL, a terminal no escape sequence, JSON no lone surrogate,
// and no reader a word that turns the direction of those behind it.
import { longestText } from '../line'

const utf8 = new TextDecoder('utf-8', { fatal: false })
const encoder = new TextEncoder()

/** Bytes that are no UTF-8 become U+FFFD, as the Unicode standard asks. */
export const decodeBytes = (bytes: Uint8Array): string => utf8.decode(bytes)

export function cleanText(text: string): { text: string; cut: boolean } {
  const cut = text.length > longestText
  const kept = cut ? text.slice(0, longestText) : text
  const clean = suspicious.test(kept) ? cleaned(kept) : kept
  return { text: clean, cut }
}

// Control characters, surrogates (a lone one among them) and what rsyslog writes for a control character: rare, so one look decides.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const suspicious = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|#0/

/** Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9). */
const turns = (code: number): boolean => (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)

/** The line itself, with a mark in the place of what must not reach a screen. */
export const shownRaw = (raw: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  raw.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')

function cleaned(text: string): string {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; ) {
    const { code, length } = controlAt(text, at)
    if (code < 0) {
      at++
      continue
    }
    parts.push(text.slice(from, at))
    at += length
    if (code === 27) at = escapeEnd(text, at)
    else if (code === 9 || code === 10) parts.push(code === 9 ? '\t' : '\n')
    from = at
  }
  // Half a surrogate pair, left by a cut or by JSON, becomes U+FFFD.
  return decodeBytes(encoder.encode(parts.join('') + text.slice(from)))
}

const nothing = { code: -1, length: 1 }

/** A control character, written as itself or as rsyslog escapes it: `#033` ($EscapeControlCharactersOnReceive). */
function controlAt(text: string, at: number): { code: number; length: number } {
  const code = text.charCodeAt(at)
  if (code < 32 || code === 127 || (code >= 0x80 && code < 0xa0) || turns(code)) return { code, length: 1 }
  if (code !== 35 || text.charCodeAt(at + 1) !== 48) return nothing
  const [high, low] = [text.charCodeAt(at + 2) - 48, text.charCodeAt(at + 3) - 48]
  return high >= 0 && high <= 3 && low >= 0 && low <= 7 ? { code: high * 8 + low, length: 4 } : nothing
}

/** Where an ANSI sequence ends (ECMA-48): `[` parameters and a final byte, or one byte; an unfinished one ends where it stops being one. */
function escapeEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== 91) return at
  let end = at + 1
  while (text.charCodeAt(end) >= 32 && text.charCodeAt(end) <= 63) end++
  const last = text.charCodeAt(end)
  return last >= 64 && last <= 126 ? end + 1 : end
}
