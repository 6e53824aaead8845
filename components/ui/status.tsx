import { CircleCheck, CircleDashed, CirclePause, CircleX, Clock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** What a state means to the reader, not what it is called: the word beside it says that. */
export type Tone = 'good' | 'warn' | 'bad' | 'waiting' | 'off' | 'neutral'

const icons: Record<Tone, typeof CircleCheck> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
  waiting: Clock,
  off: CirclePause,
  neutral: CircleDashed,
}

export const toneInk: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  waiting: 'text-accent-ink',
  off: 'text-faint',
  neutral: 'text-muted',
}

interface StatusProps {
  tone: Tone
  children: ReactNode
  /** A reason or an instant, after the word and quieter. */
  detail?: ReactNode
}

/** Icon, word and colour, for a state in running text or a table cell. */
export function Status({ tone, children, detail }: StatusProps) {
  const Icon = icons[tone]
  return (
    <span className="inline-flex min-w-0 items-baseline gap-1.5">
      <span className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap font-medium', toneInk[tone])}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {children}
      </span>
      {detail && <span className="min-w-0 text-sm text-faint">{detail}</span>}
    </span>
  )
}
