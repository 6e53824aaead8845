'use client'

import { useRouter } from 'next/navigation'
import { LivePoll } from '#components/shell/live-poll'
import { appliedUrl, everyMs, readApplied, statesOf } from './applied-answer'

/** Keeps the words of a list true: the server draws the page again when the hosts say something else than the page does. */
export function AppliedWatch({ drawn }: { drawn: string }) {
  const router = useRouter()
  const lines = drawn.split('\n').map((line) => line.split(' '))
  const compare = (text: string) => {
    if (statesOf(readApplied(text)) !== drawn) router.refresh()
  }
  return (
    drawn !== '' && (
      <LivePoll
        url={appliedUrl(lines.map(([domain = '']) => domain))}
        everyMs={everyMs(lines.some(([, , state]) => state === 'pending'))}
        onAnswer={compare}
        drawn={drawn}
      />
    )
  )
}
