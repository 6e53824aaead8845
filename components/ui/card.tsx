import type { ReactNode } from 'react'
import { classNames } from './class-names'

interface CardProps {
  title?: ReactNode
  sub?: ReactNode
  actions?: ReactNode
  /** A quiet last line: a limit, a link onwards, the buttons of a form. */
  footer?: ReactNode
  /** Lets tables and lists reach the edges. */
  flush?: boolean
  /** The heading's level in the page's outline. */
  level?: 2 | 3
  children?: ReactNode
}

export function Card({ title, sub, actions, footer, flush, level = 2, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className="min-w-0 rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      {(title || actions) && (
        <header className={classNames('flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4', flush ? 'pb-3.5' : 'pb-0')}>
          <div className="min-w-0">
            {title && <Heading className="font-semibold text-lg tracking-[-0.01em]">{title}</Heading>}
            {sub && <p className="mt-0.5 text-sm text-muted">{sub}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      {children !== undefined && <div className={flush ? 'border-t first:border-t-0' : 'px-5 py-4'}>{children}</div>}
      {footer && <footer className="rounded-b-lg border-t bg-sunken/60 px-5 py-3 text-sm text-muted">{footer}</footer>}
    </section>
  )
}
