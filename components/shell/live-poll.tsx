'use client'

import { lazy, Suspense, useEffect, useState } from 'react'

export interface LivePollProps {
  /** A GET of /api/live. */
  url: string
  everyMs: number
  /** Called with the text of every answer, whether or not it is the one before. */
  onAnswer: (text: string) => void
  /** Asked at once when this changes: the page was made anew, so what is known may be old. */
  drawn?: unknown
}

const Asking = lazy(() => import('./live-poll-asking').then((module) => ({ default: module.LivePollAsking })))

/** Asks a small question every few seconds. It draws nothing, so what asks is fetched when the page already works. */
export function LivePoll(props: LivePollProps) {
  const [works, setWorks] = useState(false)
  useEffect(() => setWorks(true), [])
  return (
    works && (
      <Suspense>
        <Asking {...props} />
      </Suspense>
    )
  )
}
