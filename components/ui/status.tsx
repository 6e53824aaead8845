import type { ReactNode } from 'react'
import { StateWord } from './state-word'

/** What a state means to the reader, not what it is called: the word beside it says that. */
export type Tone = 'good' | 'warn' | 'bad' | 'waiting' | 'off' | 'neutral'

const drawings = {
  good: 'check',
  warn: 'alert',
  bad: 'cross',
  waiting: 'clock',
  off: 'pause',
  neutral: 'dashes',
} as const

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
  const word = (
    <StateWord drawing={drawings[tone]} ink={toneInk[tone]}>
      {children}
    </StateWord>
  )
  if (!detail) return word
  return (
    <span className="inline-flex min-w-0 items-baseline gap-1.5">
      {word}
      <span className="min-w-0 text-sm text-faint">{detail}</span>
    </span>
  )
}
