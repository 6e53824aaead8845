'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** A row of tabs that may be wider than the screen: the one that is open is always in view. */
export function TabStrip({ label, active, children }: { label: string; active: string | null; children: ReactNode }) {
  const strip = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const open = strip.current?.querySelector<HTMLElement>('[aria-current]')
    if (!strip.current || !open) return
    const [outer, inner] = [strip.current.getBoundingClientRect(), open.getBoundingClientRect()]
    strip.current.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2
  }, [active])
  return (
    <nav ref={strip} aria-label={label} className="-mb-px overflow-x-auto overflow-y-hidden [scrollbar-width:none]">
      {children}
    </nav>
  )
}
