import { cleanText } from '#lib/logs/formats/clean-text'

/** What turns the direction of writing or is not seen at all. */
const unseen = /[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Words of strangers on one line, as they can be shown. */
export const plainText = (text: string): string =>
  cleanText(text)
    .text.replace(unseen, '')
    .replace(/[\r\n\t]+/g, ' ')

/** The same for text of several lines. */
export const plainLines = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => cleanText(line).text.replace(unseen, ''))
    .join('\n')
