'use client'

import { createContext, type ReactNode, useContext, useEffect } from 'react'
import useSWR from 'swr'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { AppliedState, type AppliedView } from '#components/ui/applied-state'

/** How the live answer and the first picture from the server look alike: lib/changes/apply-status, as JSON. */
export interface AppliedRow {
  readonly domain: string
  readonly host: string
  readonly state: AppliedView['state']
  readonly savedAt: string
  readonly appliedAt: string | null
  readonly code: string | null
}

interface AppliedProviderProps {
  /** The domains on this page. */
  domains: readonly string[]
  /** As they stood when the page was made. */
  first: readonly AppliedRow[]
  children: ReactNode
}

const calmMs = 5000
const busyMs = 700
const AppliedContext = createContext<readonly AppliedRow[]>([])

/** One question for all domains of a page; often while something is on its way, seldom while nothing is. */
export function AppliedProvider({ domains, first, children }: AppliedProviderProps) {
  const url = domains.length > 0 ? `/api/live/apply?${new URLSearchParams(domains.map((name) => ['domain', name]))}` : null
  const { data, mutate } = useSWR<readonly AppliedRow[]>(url, readApplied, {
    fallbackData: first,
    keepPreviousData: true,
    refreshInterval: (latest) => ((latest ?? first).some((row) => row.state === 'pending') ? busyMs : calmMs),
  })
  // The page was made anew, for example because something was saved: what was known before is old.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `first` is the sign, not an input
  useEffect(() => void mutate(), [first, mutate])

  return <AppliedContext value={data ?? first}>{children}</AppliedContext>
}

/** Where one domain stands, as a word in a list or as a sentence on its page. */
export function AppliedLive({ domain, compact, actions }: { domain: string; compact?: boolean; actions?: ReactNode }) {
  const rows = useContext(AppliedContext).filter((row) => row.domain === domain)
  const sentence = useErrorSentence()
  return (
    <>
      {rows.map((row) => (
        <AppliedState
          key={row.host}
          compact={compact}
          actions={row.state === 'applied' ? undefined : actions}
          view={{ ...row, reason: row.code === null ? undefined : sentence('failure', row.code) }}
        />
      ))}
    </>
  )
}

async function readApplied(url: string): Promise<readonly AppliedRow[]> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`the live state answered ${response.status}`)
  const body: { statuses: AppliedRow[] } = await response.json()
  return body.statuses
}
