// What strangers write into a report, made fit to be kept and shown: no character that cannot be seen, turns the text around it, steers a terminal or has
// no place in Postgres, and nothing longer than its column is meant for.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
const plain = /^[\x20-\x7e]*$/

export function cleanText(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text
  return plain.test(cut) ? cut : wellFormed(cut).replace(unseen, '\ufffd')
}

/** Half a surrogate pair, which cutting may leave too, is no text. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

export const cleanOrNull = (text: string | null | undefined, most: number): string | null => (text ? cleanText(text, most) : null)
