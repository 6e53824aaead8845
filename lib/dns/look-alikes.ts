// Names that a reader takes for this one: a bounded list of those that forgers register first. Only of a name that somebody registered; what lies below one
// is its owner's.
import { domainToASCII } from 'node:url'
import { canonicalName } from './name'
import { registrableDomain } from './public-suffix'

/** Each is a question to strangers. */
export const lookAlikesMax = 60

const suffixes = ['com', 'net', 'org', 'eu', 'co', 'io', 'info', 'es', 'de', 'online']
/** What looks the same in common fonts; the last three are Cyrillic. */
const twins: readonly (readonly [string, string])[] = [
  ['o', '0'],
  ['0', 'o'],
  ['l', '1'],
  ['i', 'l'],
  ['l', 'i'],
  ['1', 'l'],
  ['m', 'rn'],
  ['rn', 'm'],
  ['w', 'vv'],
  ['vv', 'w'],
  ['d', 'cl'],
  ['s', '5'],
  ['a', '\u0430'],
  ['e', '\u0435'],
  ['o', '\u043e'],
]

/** In A-labels, the most deceiving kinds first; none of a name below a registered one. */
export function lookAlikesOf(domain: string): string[] {
  const name = canonicalName(domain)
  if (registrableDomain(name) !== name) return []
  const cut = name.indexOf('.')
  const [label, suffix] = [name.slice(0, cut), name.slice(cut + 1)]
  const within = [...replaced(label), ...swapped(label), ...omitted(label), ...doubled(label)].map((other) => `${other}.${suffix}`)
  const beside = suffixes.filter((other) => other !== suffix).map((other) => `${label}.${other}`)
  const all = [...beside, ...within].map((other) => domainToASCII(other))
  return [...new Set(all)].filter((other) => other !== name && registrableDomain(other) === other).slice(0, lookAlikesMax)
}

const replaced = (label: string): string[] =>
  twins.flatMap(([from, to]) => {
    const at = label.indexOf(from)
    return at < 0 ? [] : [label.slice(0, at) + to + label.slice(at + from.length)]
  })

const places = (label: string): number[] => Array.from({ length: label.length }, (_, index) => index)

const swapped = (label: string): string[] =>
  places(label)
    .slice(1)
    .map((at) => label.slice(0, at - 1) + label[at] + label[at - 1] + label.slice(at + 1))

const omitted = (label: string): string[] => (label.length < 4 ? [] : places(label).map((at) => label.slice(0, at) + label.slice(at + 1)))

const doubled = (label: string): string[] => places(label).map((at) => label.slice(0, at + 1) + label.slice(at))
