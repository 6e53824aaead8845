import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names'

interface StepProps {
  number: number
  done: boolean
  /** The one to do now: it alone shows what to do. */
  current: boolean
  title: string
  body: string
  children: ReactNode
}

export function Step({ number, done, current, title, body, children }: StepProps) {
  const t = useTranslations('overview.start')
  return (
    <li aria-current={current ? 'step' : undefined} className="flex gap-4 border-t px-6 py-4 first:border-t-0">
      <span
        className={classNames(
          'flex size-6 shrink-0 items-center justify-center rounded-full font-medium text-xs tabular-nums',
          done ? 'bg-good-soft text-good' : current ? 'bg-accent text-on-accent' : 'bg-sunken text-muted inset-ring inset-ring-line',
        )}
      >
        {done ? <Check aria-label={t('done')} role="img" className="size-3.5" /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <h3 className={classNames('font-medium', done && 'text-muted')}>{title}</h3>
        {!done && <p className="text-muted">{body}</p>}
        {current && <div className="mt-3">{children}</div>}
      </div>
    </li>
  )
}
