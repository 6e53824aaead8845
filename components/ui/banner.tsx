import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

type BannerTone = 'info' | 'good' | 'warn' | 'bad'

const looks: Record<BannerTone, { icon: typeof Info; box: string; ink: string }> = {
  info: { icon: Info, box: 'bg-accent-soft inset-ring-accent/20', ink: 'text-accent-ink' },
  good: { icon: CircleCheck, box: 'bg-good-soft inset-ring-good-line', ink: 'text-good' },
  warn: { icon: TriangleAlert, box: 'bg-warn-soft inset-ring-warn-line', ink: 'text-warn' },
  bad: { icon: CircleX, box: 'bg-bad-soft inset-ring-bad-line', ink: 'text-bad' },
}

interface BannerProps {
  tone: BannerTone
  /** One sentence: what is so. */
  title: ReactNode
  /** Why, and what to do. */
  children?: ReactNode
  actions?: ReactNode
}

/** A fact about this page that stays until it is no longer true. What passes is a toast. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  const { icon: Icon, box, ink } = looks[tone]
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={classNames('flex items-start gap-3 rounded-lg px-4 py-3 inset-ring', box)}>
      <Icon aria-hidden className={classNames('mt-0.75 size-4 shrink-0', ink)} />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className={classNames('font-medium', ink)}>{title}</p>
          {children && <div className="mt-0.5 text-ink">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
