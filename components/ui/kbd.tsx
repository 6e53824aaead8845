import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm bg-sunken px-1 font-sans text-muted text-xs inset-ring inset-ring-line">
      {children}
    </kbd>
  )
}
