'use client'

import { type ReactNode, useId, useRef } from 'react'
import { placePopover } from './place-popover'

interface TooltipProps {
  /** A line that explains; never the only place where something is said, because touch has no hover. */
  text: ReactNode
  children: ReactNode
}

/** Shows on hover and on focus, stays while pointed at, goes with Escape (WCAG 1.4.13). */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const tip = useRef<HTMLSpanElement>(null)

  const show = () => {
    if (!tip.current || !anchor.current || tip.current.matches(':popover-open')) return
    tip.current.showPopover()
    placePopover(tip.current, anchor.current)
  }
  const hide = () => {
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
    <span onMouseEnter={show} onMouseLeave={hide} className="inline-flex">
      <button
        ref={anchor}
        type="button"
        aria-describedby={id}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => event.key === 'Escape' && hide()}
        className="cursor-help rounded-sm text-inherit underline decoration-dotted decoration-faint underline-offset-3"
      >
        {children}
      </button>
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed inset-auto m-0 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-left font-normal font-sans text-canvas text-sm shadow-raised"
      >
        {text}
      </span>
    </span>
  )
}
