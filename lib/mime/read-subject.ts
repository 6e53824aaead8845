// A Subject as it stands in a message or a log -> what people read: encoded words decoded (RFC 2047), on one line, without what controls a
// terminal, turns the direction of writing or is not seen. Charsets that nobody knows and broken words never throw.
import { decodeWords } from 'postal-mime'

const longestRaw = 2000
const longestText = 300
/** A log may end in the middle of an encoded word. */
const unfinished = /\s*=\?[^?\s]{1,40}\?[bq]\?[^?\s]*\??$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be shown
const colours = /\u001b\[[0-9;]*[A-Za-z]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export function readSubject(raw: string): string {
  const decoded = decodeWords(raw.slice(0, longestRaw)).replace(unfinished, '…')
  const text = decoded
    .replace(colours, '')
    .replace(controls, ' ')
    .replace(unseen, '')
    .replace(halves, '\ufffd')
    .replace(/ {2,}/g, ' ')
    .trim()
  return [...text].slice(0, longestText).join('')
}
