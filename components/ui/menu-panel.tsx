'use client'

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { placePopover } from './place-popover'

interface MenuPanelProps {
  id: string
  label: string
  trigger: RefObject<HTMLElement | null>
  children: ReactNode
}

const stepOf: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index <= 0 ? count : index) - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')]

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const menu = event.currentTarget
  const all = itemsOf(menu)
  const step = stepOf[event.key]
  const focused = all.findIndex((item) => item.matches(':focus'))
  if (event.key === 'Tab') menu.hidePopover()
  else if (step && all.length > 0) {
    event.preventDefault()
    all[step(focused, all.length)]?.focus()
  } else if (event.key.length === 1 && event.key !== ' ') {
    all.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus()
  }
}

/** The list of a <Menu>. It is placed, and its first item focused, when it opens and again when late items change its size. */
export function MenuPanel({ id, label, trigger, children }: MenuPanelProps) {
  const panel = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const menu = panel.current
    if (!menu) return
    const settle = () => {
      if (!menu.matches(':popover-open') || !trigger.current) return
      placePopover(menu, trigger.current)
      if (!menu.contains(document.activeElement) || document.activeElement === menu) (itemsOf(menu)[0] ?? menu).focus()
    }
    const observer = new ResizeObserver(settle)
    observer.observe(menu)
    menu.addEventListener('toggle', settle)
    return () => {
      observer.disconnect()
      menu.removeEventListener('toggle', settle)
    }
  }, [trigger])

  return (
    <div
      ref={panel}
      id={id}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={onKeyDown}
      onClick={(event) => event.currentTarget.hidePopover()}
      className="fixed inset-auto m-0 min-w-48 max-w-[calc(100vw-1rem)] rounded-lg bg-raised p-1 text-ink shadow-raised outline-none inset-ring inset-ring-line"
    >
      {children}
    </div>
  )
}
