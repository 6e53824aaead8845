// The text of a DMARC record -> what it says, by RFC 9989 4.7-4.8. What RFC 7489 had and its successor took out (pct, rf, ri) is named, and means
// nothing any more. A wrong value is as if its tag were not
// there; a wrong policy makes the record p=none, or nothing where it asks for no reports (4.10.1).
import { type Finding, findingsBy, type Reading } from '../finding'
import { keepReadings } from '../readings-kept'
import { parseReportAddress, type ReportAddress } from '../report-address'
import { parseTagList, type Tag, tagListRules, valuesOf } from '../tag-list'

export const dmarcRules = {
  ...tagListRules,
  dmarc_not_dmarc: 'RFC 9989 4.7',
  dmarc_no_policy: 'RFC 9989 4.7',
  dmarc_policy_place: 'RFC 9989 4.8',
  dmarc_tag_value: 'RFC 9989 4.7',
  dmarc_report_address: 'RFC 9989 4.7',
  dmarc_report_unusable: 'RFC 9989 4.7',
  dmarc_report_size: 'RFC 9989 Appendix C',
  dmarc_historic_tag: 'RFC 9989 Appendix C',
  dmarc_unknown_tag: 'RFC 9989 4.7',
  dmarc_no_reports: 'RFC 9989 4.7',
  dmarc_fo_redundant: 'RFC 9989 4.7',
  dmarc_fo_without_ruf: 'RFC 9989 4.7',
  dmarc_subdomains_open: 'RFC 9989 4.7',
  dmarc_missing_semicolon: 'RFC 9989 4.8',
} as const
export type DmarcCode = keyof typeof dmarcRules
const finding = findingsBy(dmarcRules)

export const policies = ['none', 'quarantine', 'reject'] as const
export type Policy = (typeof policies)[number]
export type Alignment = 'r' | 's'
export type DmarcRecord = {
  p: Policy
  /** Of subdomains that exist; absent: as `p`. */
  sp: Policy | null
  /** Of subdomains that do not exist; absent: as `sp`, then `p`. */
  np: Policy | null
  adkim: Alignment
  aspf: Alignment
  /** `y`: the domain is a public suffix; `n`: it is an organisation's. */
  psd: 'y' | 'n' | 'u'
  /** Test mode: what fails is treated one step milder. */
  t: boolean
  fo: ('0' | '1' | 'd' | 's')[]
  rua: ReportAddress[]
  ruf: ReportAddress[]
  /** Names that the record itself has; the rest above are defaults. */
  written: string[]
}

const known = ['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'psd', 't', 'fo', 'rua', 'ruf']
const historic = ['pct', 'rf', 'ri']

/** Other schemes are legal, and everybody passes over them. */
const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)

/** Whether a TXT record is one of DMARC at all: `v` first and exactly so (4.7, 4.10). */
export const isDmarc = (text: string): boolean => /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text)

export const parseDmarc = keepReadings(readDmarc)

function readDmarc(text: string): Reading<DmarcRecord, DmarcCode> {
  if (!isDmarc(text.trim())) return { value: null, errors: [finding('dmarc_not_dmarc', { record: text })], warnings: [] }
  const { tags, errors: wrong, warnings: odd } = parseTagList(text, { foldNames: true })
  const reader = new TagReader(tags, [...wrong], [...odd])
  const record = reader.read(text)
  return { value: record, errors: reader.errors, warnings: reader.warnings }
}

class TagReader {
  private readonly values: Map<string, string>

  constructor(
    private readonly tags: readonly Tag[],
    readonly errors: Finding<DmarcCode>[],
    readonly warnings: Finding<DmarcCode>[],
  ) {
    this.values = valuesOf(tags)
  }

  read(text: string): DmarcRecord | null {
    const rua = this.addresses('rua')
    const ruf = this.addresses('ruf')
    const written = { p: this.oneOf('p', policies), sp: this.oneOf('sp', policies), np: this.oneOf('np', policies) }
    const usable = this.isUsable(written.p !== null, rua.length > 0)
    // 4.10.1: without a usable policy, somebody who asks for reports gets them and nothing else happens.
    const { p, sp, np } = usable ? written : { p: rua.length > 0 ? ('none' as const) : null, sp: null, np: null }
    const record: Omit<DmarcRecord, 'p'> = {
      sp,
      np,
      adkim: this.oneOf('adkim', ['r', 's']) ?? 'r',
      aspf: this.oneOf('aspf', ['r', 's']) ?? 'r',
      psd: this.oneOf('psd', ['y', 'n', 'u']) ?? 'u',
      t: this.oneOf('t', ['y', 'n']) === 'y',
      fo: this.failureOptions(),
      rua,
      ruf,
      written: this.tags.map(({ name }) => name),
    }
    this.otherTags()
    if (/^\s*v\s*=\s*DMARC1\s*$/.test(text)) this.warnings.push(finding('dmarc_missing_semicolon'))
    if (p === null) return null
    this.advise({ ...record, p })
    return { ...record, p }
  }

  /** `p` must be there and right, `sp` and `np` right where they are. */
  private isUsable(hasPolicy: boolean, hasReports: boolean): boolean {
    if (!this.values.has('p')) (hasReports ? this.warnings : this.errors).push(finding('dmarc_no_policy'))
    else if (hasPolicy && this.tags[1]?.name !== 'p') this.warnings.push(finding('dmarc_policy_place'))
    return (
      hasPolicy && !this.errors.some(({ code, values }) => code === 'dmarc_tag_value' && (values?.tag === 'sp' || values?.tag === 'np'))
    )
  }

  private oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | null {
    const written = this.values.get(name)
    if (written === undefined) return null
    const found = allowed.find((value) => value === written.toLowerCase())
    if (found === undefined) this.errors.push(finding('dmarc_tag_value', { tag: name, value: written, allowed: allowed.join(', ') }))
    return found ?? null
  }

  private failureOptions(): DmarcRecord['fo'] {
    const written = this.values.get('fo')
    if (written === undefined) return ['0']
    const all = ['0', '1', 'd', 's'] as const
    const chosen = written.split(':').map((option) => option.trim().toLowerCase())
    const right = all.filter((option) => chosen.includes(option))
    if (chosen.some((option) => !all.some((value) => value === option)))
      this.errors.push(finding('dmarc_tag_value', { tag: 'fo', value: written, allowed: all.join(':') }))
    if (right.includes('0') && right.includes('1')) this.warnings.push(finding('dmarc_fo_redundant', { value: written }))
    if (!this.values.has('ruf')) this.warnings.push(finding('dmarc_fo_without_ruf'))
    return right.length > 0 ? right : ['0']
  }

  private addresses(name: 'rua' | 'ruf'): ReportAddress[] {
    const written = this.values.get(name)
    if (written === undefined) return []
    return written.split(',').flatMap((text) => {
      const [, uri = text, size] = /^(.*?)(![0-9]+[kmgt]?)?\s*$/is.exec(text) ?? []
      if (size !== undefined) this.warnings.push(finding('dmarc_report_size', { tag: name, uri: text.trim() }))
      const address = parseReportAddress(uri)
      if (!address && isUri(uri.trim())) this.warnings.push(finding('dmarc_report_unusable', { tag: name, uri: text.trim() }))
      else if (!address) this.errors.push(finding('dmarc_report_address', { tag: name, uri: text.trim() }))
      return address ? [address] : []
    })
  }

  private otherTags(): void {
    for (const { name } of this.tags) {
      if (historic.includes(name)) this.warnings.push(finding('dmarc_historic_tag', { tag: name }))
      else if (!known.includes(name)) this.warnings.push(finding('dmarc_unknown_tag', { tag: name }))
    }
  }

  private advise({ p, sp, rua }: DmarcRecord): void {
    if (rua.length === 0) this.warnings.push(finding('dmarc_no_reports'))
    if (p !== 'none' && sp === 'none') this.warnings.push(finding('dmarc_subdomains_open', { p }))
  }
}
