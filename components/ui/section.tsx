import type { ReactNode } from 'react'

interface SectionProps {
  title: ReactNode
  sub?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A titled part of a page without a box of its own; its content brings the boxes. */
export function Section({ title, sub, actions, children }: SectionProps) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-semibold text-lg tracking-[-0.01em]">{title}</h2>
          {sub && <p className="text-sm text-muted">{sub}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
