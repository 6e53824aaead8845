// What we want of one setting, and what becomes of it on a host that somebody configured before us: a value that fits is kept, a list
// gets ours added, a single value of theirs stays and is reported. Pure.
import type { ConfigFinding } from '#lib/protocol/operations'

export type Wish = {
  setting: string
  reason: string
} & (
  | { kind: 'own'; value: string }
  /** `untouched`: values that nobody chose (the program's or Debian's default). `fits`: also good. `without`: what fails if theirs stays. */
  | { kind: 'single'; value: string; untouched: readonly string[]; fits?: readonly string[]; without: string }
  /** `first`: our items must be asked before theirs. `untouched` as a whole is replaced. `stale`: items of ours from before. */
  | { kind: 'list'; items: readonly string[]; untouched: readonly string[]; first?: boolean; stale?: RegExp }
)

export type Decision = { finding: ConfigFinding; value: string | null }

/** `found` is the value in the configuration file, null when the setting is not there. `value` is null when nothing is to be written. */
export function decide(wish: Wish, found: string | null): Decision {
  const finding = (verdict: ConfigFinding['verdict'], wanted: string, reason = wish.reason): ConfigFinding => ({
    setting: wish.setting,
    verdict,
    found,
    wanted,
    reason,
  })
  const current = normal(found ?? '')
  if (wish.kind === 'list') return decideList(wish, found, finding)
  if (found !== null && current === normal(wish.value)) return { finding: finding('kept', wish.value), value: null }
  if (wish.kind === 'own') return { finding: finding('set', wish.value), value: wish.value }
  if (wish.fits?.includes(current)) return { finding: finding('kept', current), value: null }
  if (found === null || current === '' || wish.untouched.map(normal).includes(current))
    return { finding: finding('set', wish.value), value: wish.value }
  return { finding: finding('conflict', wish.value, `It is set to something of yours and stays so. ${wish.without}`), value: null }
}

type MakeFinding = (verdict: ConfigFinding['verdict'], wanted: string) => ConfigFinding

function decideList(wish: Extract<Wish, { kind: 'list' }>, found: string | null, finding: MakeFinding): Decision {
  const ours = wish.items.join(', ')
  const current = normal(found ?? '')
  if (found === null || current === '' || wish.untouched.map(normal).includes(current))
    return { finding: finding('set', ours), value: ours }
  const theirs = splitItems(found).filter((item) => !wish.items.includes(item) && !wish.stale?.test(item))
  const kept = splitItems(found).filter((item) => !wish.stale?.test(item) || wish.items.includes(item))
  if (wish.items.every((item) => kept.includes(item)) && kept.length === splitItems(found).length)
    return { finding: finding('kept', ours), value: null }
  const value = (wish.first ? [...wish.items, ...theirs] : [...theirs, ...wish.items]).join(', ')
  return { finding: finding(theirs.length > 0 ? 'appended' : 'set', value), value }
}

export const normal = (value: string) => value.replaceAll(/[\s,]+/g, ' ').trim()

/** Commas and blanks divide, but not within braces (postconf(5)); `check_policy_service {…}` is one item with its argument. */
export function splitItems(value: string): string[] {
  const items: string[] = []
  let depth = 0
  let item = ''
  for (const character of value) {
    if (character === '{') depth++
    if (character === '}') depth--
    if (depth === 0 && /[\s,]/.test(character)) {
      if (item !== '') items.push(item)
      item = ''
    } else item += character
  }
  if (item !== '') items.push(item)
  return items.reduce<string[]>((joined, part) => {
    const last = joined.at(-1)
    if (last !== undefined && /^check_\w+$/.test(last)) joined[joined.length - 1] = `${last} ${part}`
    else joined.push(part)
    return joined
  }, [])
}
