'use client'

import { useEffect, useId, useRef } from 'react'
import useSWR from 'swr'
import type { LivePollProps } from './live-poll'

/** Each asks for itself: of two that shared an answer, one would not be called. */
export function LivePollAsking({ url, everyMs, onAnswer, drawn }: LivePollProps) {
  const { mutate } = useSWR<string, Error>([url, useId()], read, { refreshInterval: everyMs, dedupingInterval: 500, onSuccess: onAnswer })
  const asked = useRef(drawn)

  useEffect(() => {
    if (asked.current === drawn) return
    asked.current = drawn
    void mutate()
  }, [drawn, mutate])

  return null
}

async function read([url]: readonly [string, string]): Promise<string> {
  const response = await fetch(url, { headers: { accept: 'application/json' }, cache: 'no-store' })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.text()
}
