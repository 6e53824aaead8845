import { useFailureText } from '#components/changes/failure-text'
import { AppliedState } from '#components/ui/applied-state'
import type { AppliedRow } from './applied-answer'

/** In a row of a list: one word for each host. <AppliedWatch> has the list drawn again when one is no longer true. */
export function AppliedWord({ domain, applied }: { domain: string; applied: readonly AppliedRow[] }) {
  const failureText = useFailureText()
  return applied
    .filter((row) => row.domain === domain)
    .map((row) => <AppliedState key={row.host} compact view={{ ...row, reason: row.code === null ? undefined : failureText(row.code) }} />)
}
