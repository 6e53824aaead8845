// Why a report is not taken: always the whole of it, so that none is half counted. The original is the caller's to keep.
import { type Finding, findingsBy } from '#lib/dns/finding'

export const reportRules = {
  report_too_large: 'RFC 9990 3.2',
  report_expands_too_far: 'RFC 9990 7.1',
  report_nested_too_deep: 'RFC 9990 7.1',
  report_too_many_files: 'RFC 9990 7.1',
  report_archive_broken: 'RFC 1952 2.3',
  report_archive_encrypted: 'APPNOTE 4.4.4',
  report_empty: 'RFC 9990 3.2',
  report_not_a_report: 'RFC 9990 3.1',
  report_not_xml: 'XML 1.0 2.1',
  report_declares_entities: 'XML 1.0 2.8',
  report_unusual_structure: 'RFC 9990 3.1',
  report_text_too_long: 'RFC 9990 3.1',
  report_too_many_records: 'RFC 9990 7.1',
  report_field_missing: 'RFC 9990 3.1.1',
  report_field_value: 'RFC 9990 3.1.1',
  report_not_json: 'RFC 8460 4.4',
  report_encoding: 'XML 1.0 4.3.3',
  report_mail_unreadable: 'RFC 5322 2.1',
} as const
export type ReportCode = keyof typeof reportRules
export const reportFinding = findingsBy(reportRules)

export class RefusedReport extends Error {
  readonly finding: Finding<ReportCode>
  constructor(...args: Parameters<typeof reportFinding>) {
    super(args[0])
    this.finding = reportFinding(...args)
  }
}
