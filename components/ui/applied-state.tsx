import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { RelativeTime } from './relative-time'
import { StateWord } from './state-word'

/** Where one host stands with one saved change. Instants are ISO text, as they come from JSON. */
export interface AppliedView {
  readonly host: string
  readonly state: 'applied' | 'pending' | 'failed' | 'drift' | 'held' | 'unreachable'
  readonly savedAt: string
  readonly appliedAt: string | null
  /** Why it is not applied, in words. */
  readonly reason?: string
}

const looks = {
  applied: { drawing: 'check', ink: 'text-good' },
  pending: { drawing: 'turning', ink: 'text-accent-ink' },
  failed: { drawing: 'cross', ink: 'text-bad' },
  drift: { drawing: 'compare', ink: 'text-warn' },
  held: { drawing: 'pause', ink: 'text-warn' },
  unreachable: { drawing: 'cloudOff', ink: 'text-warn' },
} as const

interface AppliedStateProps {
  view: AppliedView
  /** In a table: icon and word alone; the rest is on the thing's own page. */
  compact?: boolean
  /** What helps when it is not applied: a retry button, a link to the drift. */
  actions?: ReactNode
}

/** "Saved 2 s ago · applied on mail1": two facts, always both. */
export function AppliedState({ view, compact, actions }: AppliedStateProps) {
  const t = useTranslations('ui.applied')
  const { drawing, ink } = looks[view.state]
  const word = (
    <StateWord drawing={drawing} ink={ink} title={compact ? view.reason : undefined}>
      {compact ? t(`short.${view.state}`) : t(`long.${view.state}`, { host: view.host })}
    </StateWord>
  )
  if (compact) return word
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="text-muted">{t.rich('saved', { when: () => <RelativeTime value={view.savedAt} /> })}</span>
      <span aria-hidden className="text-faint">
        ·
      </span>
      {word}
      {view.state === 'applied' && view.appliedAt && (
        <span className="text-faint">
          <RelativeTime value={view.appliedAt} />
        </span>
      )}
      {view.reason && <span className="basis-full text-muted">{view.reason}</span>}
      {actions && <span className="flex flex-wrap gap-2">{actions}</span>}
    </div>
  )
}
