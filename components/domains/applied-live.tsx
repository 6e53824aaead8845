'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { LivePoll } from '#components/shell/live-poll'
import { AppliedState } from '#components/ui/applied-state'
import { type AppliedRow, appliedUrl, everyMs, readApplied } from './applied-answer'

interface AppliedProviderProps {
  /** The domains on this page. */
  domains: readonly string[]
  /** As they stood when the page was made. */
  first: readonly AppliedRow[]
  children: ReactNode
}

const AppliedContext = createContext<readonly AppliedRow[]>([])

/** What is inside knows, live, where these domains stand. */
export function AppliedProvider({ domains, first, children }: AppliedProviderProps) {
  const [latest, setLatest] = useState({ first, rows: first })
  // The page was made anew: until the next answer its own picture is the newest.
  const rows = latest.first === first ? latest.rows : first
  return (
    <AppliedContext value={rows}>
      {children}
      {domains.length > 0 && (
        <LivePoll
          url={appliedUrl(domains)}
          everyMs={everyMs(rows.some((row) => row.state === 'pending'))}
          onAnswer={(text) => setLatest({ first, rows: readApplied(text) })}
          drawn={first}
        />
      )}
    </AppliedContext>
  )
}

/** Where one domain stands, as a sentence on its page. */
export function AppliedLive({ domain, actions }: { domain: string; actions?: ReactNode }) {
  const rows = useContext(AppliedContext).filter((row) => row.domain === domain)
  const sentence = useErrorSentence()
  return rows.map((row) => (
    <AppliedState
      key={row.host}
      actions={row.state === 'applied' ? undefined : actions}
      view={{ ...row, reason: row.code === null ? undefined : sentence('failure', row.code) }}
    />
  ))
}
