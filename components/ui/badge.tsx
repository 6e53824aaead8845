import type { ReactNode } from 'react'
import { classNames } from './class-names'
import type { Tone } from './status'

const looks: Record<Tone, string> = {
  good: 'bg-good-soft text-good inset-ring-good-line',
  warn: 'bg-warn-soft text-warn inset-ring-warn-line',
  bad: 'bg-bad-soft text-bad inset-ring-bad-line',
  waiting: 'bg-accent-soft text-accent-ink inset-ring-accent/25',
  off: 'bg-sunken text-muted inset-ring-line',
  neutral: 'bg-sunken text-muted inset-ring-line',
}

/** A short word that sorts a thing: its kind, its role, a tag. A state that may need action is a <Status>. */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs inset-ring [&_svg]:size-3',
        looks[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}
