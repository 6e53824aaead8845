'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import useSWR from 'swr'
import { DataAge } from '#components/ui/data-age'

interface LiveRefreshProps {
  /** A GET of /api/live. What it answers is only compared with what it answered before. */
  url: string
  everyMs?: number
  /** When the page was drawn, as ISO text: the age counts from there until the first poll. */
  drawnAt: string
}

const missedPolls = 3

async function read(url: string): Promise<string> {
  const response = await fetch(url, { headers: { accept: 'application/json' }, cache: 'no-store' })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.text()
}

/**
 * Keeps a page that the server drew true: asks a small question every few seconds and has the page drawn again when the
 * answer changes, so that the markup exists once. Says how old the picture is, and says so aloud when no answer comes.
 */
export function LiveRefresh({ url, everyMs = 3000, drawnAt }: LiveRefreshProps) {
  const router = useRouter()
  const [heardAt, setHeardAt] = useState(drawnAt)
  const last = useRef<string | null>(null)
  const { data } = useSWR<string, Error>(url, read, {
    refreshInterval: everyMs,
    dedupingInterval: 500,
    onSuccess: () => setHeardAt(new Date().toISOString()),
  })

  useEffect(() => {
    if (data === undefined) return
    if (last.current !== null && last.current !== data) router.refresh()
    last.current = data
  }, [data, router])

  return <DataAge at={heardAt} staleAfterMs={everyMs * missedPolls + 2000} />
}
