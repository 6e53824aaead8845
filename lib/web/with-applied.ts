import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import { whenApplied } from '#lib/changes/apply-status'
import type { Outcome } from '#lib/outcome'

/** Says whether what was saved of a mailbox is in force on its host; waits a moment for that. */
export async function withApplied<T extends { address: string }>(outcome: Outcome<T>): Promise<Outcome<T & { applied: boolean }>> {
  if (!outcome.ok) return outcome
  return { ...outcome, value: { ...outcome.value, applied: await whenApplied([domainOf(outcome.value.address)], outcome.revision) } }
}
