// What an SPF record says (RFC 7208 4.6, 5, 6), and how it is written.
import { type MacroString, writeMacroString } from './macro-string'

export const qualifiers = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const
export type Qualifier = keyof typeof qualifiers

export type Mechanism =
  | { kind: 'all' }
  | { kind: 'include'; domain: MacroString }
  | { kind: 'exists'; domain: MacroString }
  | { kind: 'a' | 'mx'; domain: MacroString | null; prefix4: number; prefix6: number }
  | { kind: 'ptr'; domain: MacroString | null }
  | { kind: 'ip4' | 'ip6'; address: string; prefix: number }

export type Directive = { qualifier: Qualifier; mechanism: Mechanism }
export type SpfRecord = {
  directives: Directive[]
  redirect: MacroString | null
  exp: MacroString | null
  /** Modifiers that RFC 7208 does not know: to be ignored (6). */
  unknown: { name: string; value: MacroString }[]
}

/** Terms that cost a look-up of the ten (4.6.4); `redirect` is the other. */
export const asksDns = ({ kind }: Mechanism): boolean => kind !== 'all' && kind !== 'ip4' && kind !== 'ip6'

export const writeMechanism = (mechanism: Mechanism): string => {
  const { kind } = mechanism
  if (mechanism.kind === 'all') return 'all'
  if ('address' in mechanism) {
    const { address, prefix } = mechanism
    return `${kind}:${address}${prefix === (kind === 'ip4' ? 32 : 128) ? '' : `/${prefix}`}`
  }
  const domain = mechanism.domain === null ? '' : `:${writeMacroString(mechanism.domain)}`
  if (!('prefix4' in mechanism)) return kind + domain
  const { prefix4, prefix6 } = mechanism
  return `${kind}${domain}${prefix4 === 32 ? '' : `/${prefix4}`}${prefix6 === 128 ? '' : `//${prefix6}`}`
}

export const writeDirective = ({ qualifier, mechanism }: Directive): string =>
  (qualifier === '+' ? '' : qualifier) + writeMechanism(mechanism)

export function writeSpf({ directives, redirect, exp, unknown }: SpfRecord): string {
  const modifiers = [
    ...(redirect ? [`redirect=${writeMacroString(redirect)}`] : []),
    ...(exp ? [`exp=${writeMacroString(exp)}`] : []),
    ...unknown.map(({ name, value }) => `${name}=${writeMacroString(value)}`),
  ]
  return ['v=spf1', ...directives.map(writeDirective), ...modifiers].join(' ')
}
