// What makes a password good enough to administer with: the rule of every password, and beyond it an estimate of how many guesses a cracker
// needs that knows words, names, keyboards, dates and substitutions in English and Spanish (zxcvbn; nothing leaves this machine). It takes a
// tenth of a second, so mailboxes, of which a file brings thousands, have the rule alone (docs/decisions/0013).
import 'server-only'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import type { Refusal } from '#lib/outcome'
import { refusal } from '#lib/refusals'
import { passwordRefusals } from './password-rule'

/** 3 of 4: more than 10^8 guesses, which an online guesser at ten a quarter of an hour never makes. */
const scoreMin = 3
/** The cost grows with the length, and what is good so far does not get worse. */
const charactersJudged = 32

let estimator: Promise<ZxcvbnFactory> | undefined

export async function administratorPasswordRefusals(password: string, about: readonly string[]): Promise<Refusal[]> {
  const plain = passwordRefusals(password, about)
  if (plain.length > 0) return plain
  estimator ??= makeEstimator()
  const known = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((part) => part.length > 2)
  const { score } = (await estimator).check(password.slice(0, charactersJudged), known)
  return score < scoreMin ? [refusal('password_too_simple', 'password')] : []
}

/** Loaded when somebody first sets a password: dictionaries of some 40 MB in memory. */
async function makeEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common, english, spanish] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-es-es'),
  ])
  const dictionary = { ...common.dictionary, ...prefixed('en', english.dictionary), ...prefixed('es', spanish.dictionary) }
  return new Factory({ dictionary, graphs: common.adjacencyGraphs })
}

/** Both languages call their lists alike: without a name of their own the second would replace the first. */
const prefixed = <T>(language: string, lists: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [`${language}-${name}`, list]))
