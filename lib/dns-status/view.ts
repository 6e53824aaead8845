import type { DnsChange, DnsCheck } from '#lib/db/generated/client'
import { type CheckId, type CheckResult, type CheckView, checkResult, type DnsChangeView } from './schema'

const nothingKnown: CheckResult = { state: 'unknown', found: [], expected: [], errors: [], warnings: [], records: [] }
/** A row of an older shape reads as nothing known. */
const resultIn = (json: unknown): CheckResult => checkResult.safeParse(json).data ?? nothingKnown

export const viewOfCheck = (row: DnsCheck): CheckView => ({
  ...resultIn(row.result),
  check: row.check as CheckId,
  since: row.since.toISOString(),
  checkedAt: row.checkedAt.toISOString(),
  unansweredSince: row.unansweredSince?.toISOString() ?? null,
  changing: row.pendingSince !== null,
  accepted: row.acceptedAt && { note: row.acceptedNote ?? '', by: row.acceptedBy ?? '', at: row.acceptedAt.toISOString() },
})

export function viewOfChange(row: DnsChange): DnsChangeView {
  const [before, after] = [resultIn(row.before), resultIn(row.after)]
  return {
    id: row.id,
    check: row.check as CheckId,
    at: row.at.toISOString(),
    from: before.state,
    to: after.state,
    before: before.found,
    after: after.found,
  }
}
