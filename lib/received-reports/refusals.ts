// Why a report that could be read is not taken all the same. The reasons of the reader are lib/reports/refusal.ts.
import type { ReportCode } from '#lib/reports/refusal'

export const ownRefusals = ['report_foreign_domain', 'report_names_no_domain', 'report_time', 'report_too_many_messages'] as const
export type OwnRefusal = (typeof ownRefusals)[number]
export type RefusalCode = ReportCode | OwnRefusal
