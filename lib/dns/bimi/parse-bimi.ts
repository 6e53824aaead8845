// BIMI: which logo a domain's mail shows (draft-brand-indicators-for-message-identification, 4).
import { type Finding, findingsBy, type Reading } from '../finding'
import { parseTagList, tagListRules, valuesOf, writeTagList } from '../tag-list'

const draft = 'draft-brand-indicators-for-message-identification'
export const bimiRules = {
  ...tagListRules,
  bimi_not_bimi: `${draft} 4.2`,
  bimi_no_location: `${draft} 4.2`,
  bimi_location: `${draft} 4.2`,
  bimi_evidence: `${draft} 4.2`,
  bimi_no_evidence: `${draft} 4.2`,
  bimi_declined_with_evidence: `${draft} 4.2`,
  bimi_avatar: `${draft} 4.2`,
  bimi_local_part_selectors: `${draft} 4.2`,
  bimi_unknown_tag: `${draft} 4.2`,
  bimi_dmarc_invalid: `${draft} 7.1`,
  bimi_dmarc_policy: `${draft} 7.1`,
  bimi_dmarc_subdomain_policy: `${draft} 7.1`,
} as const
export type BimiCode = keyof typeof bimiRules
const finding = findingsBy(bimiRules)

export type BimiRecord = {
  /** null: the domain says that it shows no logo. */
  location: string | null
  /** Where the mark certificate is. */
  evidence: string | null
  avatar: 'brand' | 'personal'
  /** `lps`: beginnings of local parts that choose a selector of their own. */
  localPartSelectors: string[]
}

export const isBimi = (text: string): boolean => /^\s*v\s*=\s*BIMI1\s*(?:;|$)/i.test(text)
const known = ['v', 'l', 'a', 'avp', 'lps', 's']

export function parseBimi(text: string): Reading<BimiRecord, BimiCode> {
  if (!isBimi(text)) return { value: null, errors: [finding('bimi_not_bimi', { record: text })], warnings: [] }
  const { tags, errors: wrong, warnings: odd } = parseTagList(text, { foldNames: true })
  const errors: Finding<BimiCode>[] = [...wrong]
  const warnings: Finding<BimiCode>[] = [...odd]
  const values = valuesOf(tags)
  for (const { name } of tags) if (!known.includes(name)) warnings.push(finding('bimi_unknown_tag', { tag: name }))
  const location = values.get('l')
  const evidence = values.get('a')
  if (location === undefined) errors.push(finding('bimi_no_location'))
  else if (location !== '' && !isHttps(location)) errors.push(finding('bimi_location', { uri: location }))
  if (evidence && !isHttps(evidence)) errors.push(finding('bimi_evidence', { uri: evidence }))
  if (location && !evidence) warnings.push(finding('bimi_no_evidence'))
  if (location === '' && evidence) warnings.push(finding('bimi_declined_with_evidence', { uri: evidence }))
  const avatar = values.get('avp')?.toLowerCase() ?? 'brand'
  if (avatar !== 'brand' && avatar !== 'personal') errors.push(finding('bimi_avatar', { value: avatar }))
  const localPartSelectors = values
    .get('lps')
    ?.split(',')
    .map((part) => part.trim().toLowerCase())
  for (const part of localPartSelectors ?? [])
    if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(part)) errors.push(finding('bimi_local_part_selectors', { value: part }))
  const value: BimiRecord = {
    location: location || null,
    evidence: evidence || null,
    avatar: avatar === 'personal' ? 'personal' : 'brand',
    localPartSelectors: localPartSelectors ?? [],
  }
  return { value, errors, warnings }
}

const isHttps = (uri: string): boolean => URL.canParse(uri) && new URL(uri).protocol === 'https:'

export function writeBimi({ location, evidence, avatar, localPartSelectors }: BimiRecord): string {
  return writeTagList([
    { name: 'v', value: 'BIMI1' },
    { name: 'l', value: location ?? '' },
    ...(evidence ? [{ name: 'a', value: evidence }] : []),
    ...(avatar === 'brand' ? [] : [{ name: 'avp', value: avatar }]),
    ...(localPartSelectors.length > 0 ? [{ name: 'lps', value: localPartSelectors.join(',') }] : []),
  ])
}

/** Logos are shown only beside DMARC at enforcement, for the whole domain (7.1); null: no policy was found. */
export function bimiNeedsOfDmarc(dmarc: { p: string; sp: string | null } | null): Finding<BimiCode>[] {
  if (!dmarc) return [finding('bimi_dmarc_invalid')]
  return [
    ...(dmarc.p === 'none' ? [finding('bimi_dmarc_policy')] : []),
    ...((dmarc.sp ?? dmarc.p) === 'none' ? [finding('bimi_dmarc_subdomain_policy')] : []),
  ]
}
