// TLS-RPT: where reports about failed encryption go (RFC 8460 3).
import { type Finding, findingsBy, type Reading } from './finding'
import { parseReportAddress, type ReportAddress } from './report-address'
import { parseTagList, tagListRules, valuesOf, writeTagList } from './tag-list'

export const tlsRptRules = {
  ...tagListRules,
  tlsrpt_not_tlsrpt: 'RFC 8460 3',
  tlsrpt_no_address: 'RFC 8460 3',
  tlsrpt_address: 'RFC 8460 3',
  tlsrpt_unknown_tag: 'RFC 8460 3',
} as const
export type TlsRptCode = keyof typeof tlsRptRules
const finding = findingsBy(tlsRptRules)

export type TlsRptRecord = { rua: ReportAddress[] }

export const isTlsRpt = (text: string): boolean => /^v=TLSRPTv1[ \t]*(?:;|$)/.test(text)

export function parseTlsRpt(text: string): Reading<TlsRptRecord, TlsRptCode> {
  if (!isTlsRpt(text)) return { value: null, errors: [finding('tlsrpt_not_tlsrpt', { record: text })], warnings: [] }
  const { tags, errors: wrong, warnings: odd } = parseTagList(text)
  const errors: Finding<TlsRptCode>[] = [...wrong]
  const warnings: Finding<TlsRptCode>[] = [...odd]
  for (const { name } of tags) if (name !== 'v' && name !== 'rua') warnings.push(finding('tlsrpt_unknown_tag', { tag: name }))
  const rua: ReportAddress[] = []
  for (const uri of valuesOf(tags).get('rua')?.split(',') ?? []) {
    const address = parseReportAddress(uri, { https: true })
    if (address) rua.push(address)
    else errors.push(finding('tlsrpt_address', { uri: uri.trim() }))
  }
  if (!valuesOf(tags).has('rua')) errors.push(finding('tlsrpt_no_address'))
  return { value: rua.length === 0 ? null : { rua }, errors, warnings }
}

export const writeTlsRpt = ({ rua }: TlsRptRecord): string =>
  writeTagList([
    { name: 'v', value: 'TLSRPTv1' },
    { name: 'rua', value: rua.map(({ uri }) => uri).join(',') },
  ])
