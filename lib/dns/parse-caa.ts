// CAA: who may issue certificates for a name (RFC 8659), with the parameters of ACME (RFC 8657).
import { type Finding, findingsBy, type Reading } from './finding'
import { isHostName } from './name'
import { parseReportAddress } from './report-address'
import type { Caa } from './resolver'

export const caaRules = {
  caa_unknown_critical: 'RFC 8659 4.1',
  caa_unknown_tag: 'RFC 8659 4.1',
  caa_flags: 'RFC 8659 4.1.1',
  caa_issuer: 'RFC 8659 4.2',
  caa_parameter: 'RFC 8659 4.2',
  caa_iodef: 'RFC 8659 4.4',
} as const
export type CaaCode = keyof typeof caaRules
const finding = findingsBy(caaRules)

export type CaaSet = {
  /** Authorities that may issue; null: all may, [] : none. */
  issue: Issuer[] | null
  /** The same for wildcard names; null: as `issue`. */
  issueWild: Issuer[] | null
  iodef: string[]
}
export type Issuer = { name: string; parameters: Record<string, string> }

const otherTags = ['issuemail', 'issuevmc', 'contactemail', 'contactphone']

/** The relevant set of a name (RFC 8659 3): all CAA records of one owner. */
export function parseCaa(records: readonly Caa[]): Reading<CaaSet, CaaCode> {
  const errors: Finding<CaaCode>[] = []
  const warnings: Finding<CaaCode>[] = []
  const set: CaaSet = { issue: null, issueWild: null, iodef: [] }
  for (const { flags, tag, value } of records) {
    if ((flags & 127) !== 0) warnings.push(finding('caa_flags', { flags }))
    switch (tag.toLowerCase()) {
      case 'issue':
        set.issue = [...(set.issue ?? []), ...issuersOf(value, errors)]
        break
      case 'issuewild':
        set.issueWild = [...(set.issueWild ?? []), ...issuersOf(value, errors)]
        break
      case 'iodef':
        if (parseReportAddress(value, { https: true }) || /^http:\/\/\S+$/.test(value)) set.iodef.push(value)
        else warnings.push(finding('caa_iodef', { value }))
        break
      default:
        if (otherTags.includes(tag.toLowerCase())) break
        if (flags & 128) errors.push(finding('caa_unknown_critical', { tag }))
        else warnings.push(finding('caa_unknown_tag', { tag }))
    }
  }
  return { value: set, errors, warnings }
}

/** A value without a name, `;`, forbids; so does one that cannot be read (4.2). */
function issuersOf(value: string, errors: Finding<CaaCode>[]): Issuer[] {
  const [name = '', ...rest] = value.split(';').map((part) => part.trim())
  const parameters: Record<string, string> = {}
  for (const part of rest.filter(Boolean)) {
    const [, key, text] = /^([a-z0-9][a-z0-9-]*)[ \t]*=[ \t]*([!-~]*)$/i.exec(part) ?? []
    if (key === undefined || text === undefined) errors.push(finding('caa_parameter', { parameter: part }))
    else parameters[key.toLowerCase()] = text
  }
  if (name === '') return []
  if (isHostName(name.toLowerCase())) return [{ name: name.toLowerCase(), parameters }]
  errors.push(finding('caa_issuer', { value }))
  return []
}

export const mayIssue = ({ issue, issueWild }: CaaSet, authority: string, { wildcard = false } = {}): boolean => {
  const list = wildcard ? (issueWild ?? issue) : issue
  return list === null || list.some(({ name }) => name === authority.toLowerCase())
}
