/**
 * A first opinion while one types; the validator of the field decides. It counts what a guesser would have to try:
 * length against the variety of characters, with repetitions, runs ("abcd", "4321") and known words discounted.
 * Length below the minimum is its own answer, because that is a rule and not an opinion.
 */

export type PasswordStrength = 'short' | 'weak' | 'fair' | 'strong'

export const passwordLengthMin = 10

const classes: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9]/, 33],
]

const guessedFirst = /passw(?:or|0r)?d|contrase(?:ñ|n)a|qwert[yz]|asdf|letmein|welcome|admin|postern|iloveyou|monkey|dragon|abc123|secret/gi

export function passwordStrength(password: string, known: readonly string[] = []): PasswordStrength {
  if ([...password].length < passwordLengthMin) return 'short'
  const bits = unpredictableLength(withoutKnown(password, known)) * Math.log2(alphabetOf(password))
  if (bits < 45) return 'weak'
  return bits < 65 ? 'fair' : 'strong'
}

/** What the person's address or name gives away counts as one character. */
function withoutKnown(password: string, known: readonly string[]): string {
  const lowered = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= 4)
  return lowered.reduce((rest, part) => rest.toLowerCase().split(part).join('*'), password.replace(guessedFirst, '*'))
}

function alphabetOf(password: string): number {
  return classes.reduce((size, [pattern, count]) => (pattern.test(password) ? size + count : size), 0)
}

/** A character that repeats its neighbour or goes one step up or down from it is worth a quarter. */
function unpredictableLength(text: string): number {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0)
  return points.reduce((sum, point, index) => {
    const previous = points[index - 1]
    return sum + (previous !== undefined && Math.abs(point - previous) <= 1 ? 0.25 : 1)
  }, 0)
}
