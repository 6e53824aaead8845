'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useOffered } from './offered'

/** After `g` the next letter is awaited this long. */
const chordMs = 1200

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  )
}

/** Moves the focus along the rows' own links (the first link in each row header), so Enter opens as always. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main tbody th[scope=row] a')]
  if (rows.length === 0) return
  const row = document.activeElement?.closest('tr')
  const current = rows.findIndex((link) => link.closest('tr') === row)
  const next = row && current >= 0 ? current + step : step > 0 ? 0 : rows.length - 1
  rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus()
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('main [data-hotkey="/"]')
  field?.focus()
  field?.select()
}

/** The keys of the whole panel. None fires while one types, or under an open dialog; single keys take no modifier. */
export function useShortcuts(open: (what: 'palette' | 'shortcuts') => void): void {
  const router = useRouter()
  const { places } = useOffered()

  useEffect(() => {
    let chordUntil = 0
    const keys: Record<string, () => void> = {
      '/': focusSearch,
      '?': () => open('shortcuts'),
      j: () => moveRow(1),
      k: () => moveRow(-1),
      g: () => {
        chordUntil = Date.now() + chordMs
      },
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        if (!document.querySelector('dialog:modal')) open('palette')
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog:modal')) return
      const place = Date.now() < chordUntil ? places.find(({ letter }) => letter === event.key) : undefined
      chordUntil = 0
      if (place) {
        event.preventDefault()
        router.push(place.href)
        return
      }
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [open, router, places])
}
