import type { AppliedView } from '#components/ui/applied-state'

/** Where one domain stands on one host: lib/changes/apply-status. */
export interface AppliedRow {
  readonly domain: string
  readonly host: string
  readonly state: AppliedView['state']
  readonly savedAt: string
  readonly appliedAt: string | null
  readonly code: string | null
}

/** The question where these domains stand on their hosts: one for all of a page. */
export const appliedUrl = (domains: readonly string[]): string =>
  `/api/live/apply?${new URLSearchParams([...new Set(domains)].map((name) => ['domain', name]))}`

/** Often while something is on its way, seldom while nothing is. */
export const everyMs = (busy: boolean): number => (busy ? 700 : 5000)

export function readApplied(text: string): readonly AppliedRow[] {
  const body: { statuses: AppliedRow[] } = JSON.parse(text)
  return body.statuses
}

/** What those words say, as one text to compare: a line for each domain and host, the domain first. */
export const statesOf = (applied: readonly AppliedRow[]): string =>
  applied.map(({ domain, host, state, code }) => `${domain} ${host} ${state} ${code ?? ''}`).join('\n')
