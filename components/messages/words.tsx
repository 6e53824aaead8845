import type { ReactNode } from 'react'

/** What a server or a program said, as it said it: text that can neither be markup nor turn the line around. */
export function Words({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-md bg-sunken px-3 py-2 inset-ring inset-ring-line">
      <bdi className="whitespace-pre-wrap break-words font-mono text-sm [overflow-wrap:anywhere]">{children}</bdi>
    </p>
  )
}
