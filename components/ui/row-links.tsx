'use client'

import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'

/**
 * The body of a table whose links are plain <a>: one listener follows them as next/link would, where a component for each
 * of hundreds of rows would cost more than the rows themselves. What is not a plain click stays the browser's.
 */
export function RowLinks({ className, children }: { className: string; children: ReactNode }) {
  const router = useRouter()

  const follow = (event: MouseEvent<HTMLElement>) => {
    const link = linkOf(event)
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(link.href)
  }
  const expect = (event: MouseEvent<HTMLElement>) => {
    const link = linkOf(event)
    if (link) router.prefetch(link.href)
  }

  return (
    // biome-ignore lint/a11y: a link inside is what is pressed, by whatever means; Enter on it arrives here as a click
    <tbody className={className} onClick={follow} onMouseOver={expect}>
      {children}
    </tbody>
  )
}

function linkOf({ target }: MouseEvent): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest('a') : null
  return link && link.origin === location.origin && !link.target && !link.hasAttribute('download') ? link : null
}
