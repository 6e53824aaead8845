'use client'

import { type ReactNode, useId, useRef } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { MenuPanel } from './menu-panel'

interface MenuProps extends ButtonLook {
  /** What the button shows; with `labelHidden` an icon alone, and the label is only spoken. */
  label: string
  labelHidden?: boolean
  icon?: ReactNode
  /** Drawn in place of icon and label; the label is still what is spoken. */
  face?: ReactNode
  /** Somebody points at the button, focuses or presses it: time to fetch what the menu holds. */
  onReach?: () => void
  /** <MenuItem>, <MenuLink>, <MenuDivider>, <MenuHeading>. */
  children: ReactNode
}

/** A menu button (WAI-ARIA APG) on the browser's popover: light dismiss, Escape and the top layer come with it. */
export function Menu({ label, labelHidden, icon, face, onReach, children, ...look }: MenuProps) {
  const id = useId()
  const trigger = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-label={labelHidden || face ? label : undefined}
        title={labelHidden ? label : undefined}
        aria-haspopup="menu"
        popoverTarget={id}
        onPointerEnter={onReach}
        onFocus={onReach}
        onClick={onReach}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          document.getElementById(id)?.showPopover()
        }}
        className={buttonClass(look)}
      >
        {face ?? (
          <>
            {icon}
            {!labelHidden && label}
          </>
        )}
      </button>
      <MenuPanel id={id} label={label} trigger={trigger}>
        {children}
      </MenuPanel>
    </>
  )
}
