'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { DataAge } from '#components/ui/data-age'
import { LivePoll } from './live-poll'

interface LiveRefreshProps {
  /** A GET of /api/live. What it answers is only compared with what it answered before. */
  url: string
  everyMs?: number
  /** When the page was drawn, as ISO text: the age counts from there until the first poll. */
  drawnAt: string
}

const missedPolls = 3

/**
 * Keeps a page that the server drew true: asks a small question every few seconds and has the page drawn again when the
 * answer changes, so that the markup exists once. Says how old the picture is, and says so aloud when no answer comes.
 */
export function LiveRefresh({ url, everyMs = 3000, drawnAt }: LiveRefreshProps) {
  const router = useRouter()
  const [heardAt, setHeardAt] = useState(drawnAt)
  const last = useRef<string | null>(null)
  const hear = (text: string) => {
    setHeardAt(new Date().toISOString())
    // The first answer too: what came between the drawing and the first question is on no page yet.
    if (last.current !== text) router.refresh()
    last.current = text
  }
  return (
    <>
      <LivePoll url={url} everyMs={everyMs} onAnswer={hear} />
      <DataAge at={heardAt} staleAfterMs={everyMs * missedPolls + 2000} />
    </>
  )
}
