// MTA-STS: the TXT record that says that there is a policy, and the policy's text (RFC 8461 3.1, 3.2).
import { type Finding, findingsBy, type Reading } from './finding'
import { isHostName } from './name'
import { parseTagList, tagListRules, valuesOf, writeTagList } from './tag-list'

export const mtaStsRules = {
  ...tagListRules,
  sts_not_sts: 'RFC 8461 3.1',
  sts_no_id: 'RFC 8461 3.1',
  sts_id_value: 'RFC 8461 3.1',
  sts_unknown_tag: 'RFC 8461 3.1',
  sts_policy_line: 'RFC 8461 3.2',
  sts_policy_version: 'RFC 8461 3.2',
  sts_policy_mode: 'RFC 8461 3.2',
  sts_policy_max_age: 'RFC 8461 3.2',
  sts_policy_short_age: 'RFC 8461 3.2',
  sts_policy_mx: 'RFC 8461 3.2',
  sts_policy_no_mx: 'RFC 8461 3.2',
  sts_policy_twice: 'RFC 8461 3.2',
  sts_policy_unknown_key: 'RFC 8461 3.2',
  sts_policy_too_long: 'RFC 8461 3.3',
} as const
export type MtaStsCode = keyof typeof mtaStsRules
const finding = findingsBy(mtaStsRules)

export const isMtaSts = (text: string): boolean => /^v=STSv1[ \t]*(?:;|$)/.test(text)

export type MtaStsRecord = { id: string }

export function parseMtaStsRecord(text: string): Reading<MtaStsRecord, MtaStsCode> {
  if (!isMtaSts(text)) return { value: null, errors: [finding('sts_not_sts', { record: text })], warnings: [] }
  const { tags, errors: wrong, warnings: odd } = parseTagList(text)
  const errors: Finding<MtaStsCode>[] = [...wrong]
  const warnings: Finding<MtaStsCode>[] = [...odd]
  for (const { name } of tags) if (name !== 'v' && name !== 'id') warnings.push(finding('sts_unknown_tag', { tag: name }))
  const id = valuesOf(tags).get('id')
  if (id === undefined) errors.push(finding('sts_no_id'))
  else if (!/^[a-z0-9]{1,32}$/i.test(id)) errors.push(finding('sts_id_value', { id }))
  return { value: id === undefined ? null : { id }, errors, warnings }
}

export const writeMtaStsRecord = ({ id }: MtaStsRecord): string =>
  `${writeTagList([
    { name: 'v', value: 'STSv1' },
    { name: 'id', value: id },
  ])};`

export const modes = ['enforce', 'testing', 'none'] as const
export type MtaStsPolicy = { mode: (typeof modes)[number]; maxAgeSeconds: number; mx: string[] }

/** RFC 8461 3.2: about one year at most. */
const maxAgeMax = 31_557_600
/** A policy that is forgotten sooner than a person notices protects nobody (8461 3.2: weeks or greater). */
const weekSeconds = 604_800
const policyMax = 65_536

export function parseMtaStsPolicy(text: string): Reading<MtaStsPolicy, MtaStsCode> {
  if (text.length > policyMax) return { value: null, errors: [finding('sts_policy_too_long', { most: policyMax })], warnings: [] }
  const errors: Finding<MtaStsCode>[] = []
  const warnings: Finding<MtaStsCode>[] = []
  const values = new Map<string, string>()
  const mx: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const [, key, value] = /^([a-z0-9][a-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*$/i.exec(line) ?? []
    if (key === undefined || value === undefined) errors.push(finding('sts_policy_line', { line }))
    else if (key === 'mx') mx.push(value.toLowerCase())
    else if (values.has(key)) errors.push(finding('sts_policy_twice', { key }))
    else values.set(key, value)
  }
  for (const key of values.keys()) {
    if (!['version', 'mode', 'max_age'].includes(key)) warnings.push(finding('sts_policy_unknown_key', { key }))
  }
  if (values.get('version') !== 'STSv1') errors.push(finding('sts_policy_version', { version: values.get('version') ?? '' }))
  const mode = modes.find((known) => known === values.get('mode'))
  if (mode === undefined) errors.push(finding('sts_policy_mode', { mode: values.get('mode') ?? '', allowed: modes.join(', ') }))
  const age = values.get('max_age') ?? ''
  const maxAgeSeconds = /^\d{1,10}$/.test(age) ? Number(age) : -1
  if (maxAgeSeconds < 0 || maxAgeSeconds > maxAgeMax) errors.push(finding('sts_policy_max_age', { maxAge: age, most: maxAgeMax }))
  else if (maxAgeSeconds < weekSeconds && mode === 'enforce') warnings.push(finding('sts_policy_short_age', { seconds: maxAgeSeconds }))
  for (const name of mx) if (!isMxPattern(name)) errors.push(finding('sts_policy_mx', { mx: name }))
  if (mx.length === 0 && mode !== 'none') errors.push(finding('sts_policy_no_mx'))
  return { value: errors.length === 0 && mode ? { mode, maxAgeSeconds, mx } : null, errors, warnings }
}

const isMxPattern = (name: string): boolean => isHostName(name.startsWith('*.') ? name.slice(2) : name)

export const writeMtaStsPolicy = ({ mode, maxAgeSeconds, mx }: MtaStsPolicy): string =>
  ['version: STSv1', `mode: ${mode}`, ...mx.map((name) => `mx: ${name}`), `max_age: ${maxAgeSeconds}`, ''].join('\r\n')

/** RFC 8461 4.1: a star stands for exactly one label, the leftmost. */
export function matchesMx(policy: MtaStsPolicy, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  return policy.mx.some((pattern) =>
    pattern.startsWith('*.') ? name.slice(name.indexOf('.') + 1) === pattern.slice(2) && name.includes('.') : pattern === name,
  )
}
