import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: ReactNode
  title: ReactNode
  /** What this place is for, and the next step. */
  children: ReactNode
  actions?: ReactNode
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed px-6 py-14 text-center">
      <span className="mb-4 flex size-11 items-center justify-center rounded-lg bg-surface text-muted shadow-rest inset-ring inset-ring-line [&_svg]:size-5">
        {icon}
      </span>
      <h2 className="font-semibold text-lg">{title}</h2>
      <div className="mt-1 max-w-md text-balance text-muted">{children}</div>
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
