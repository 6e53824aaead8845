import { Check } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const itemClass = (danger?: boolean) =>
  classNames(
    'flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left outline-none max-sm:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0',
    'focus:bg-hover hover:bg-hover aria-disabled:opacity-50',
    danger ? 'text-bad' : 'text-ink [&_svg]:text-muted',
  )

interface MenuItemProps {
  icon?: ReactNode
  children: ReactNode
  danger?: boolean
  disabled?: boolean
  /** Given for one of a choice: a tick shows which one holds. */
  checked?: boolean
  /** Left out for a button that submits the form around it. */
  onSelect?: () => void
  type?: 'button' | 'submit'
}

export function MenuItem({ icon, children, danger, disabled, checked, onSelect, type = 'button' }: MenuItemProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is set only together with menuitemradio
    <button
      type={type}
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      aria-disabled={disabled || undefined}
      tabIndex={-1}
      onClick={disabled ? (event) => event.preventDefault() : onSelect}
      className={itemClass(danger)}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {checked && <Check aria-hidden />}
    </button>
  )
}

export function MenuLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Link href={href} role="menuitem" tabIndex={-1} className={itemClass()}>
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
    </Link>
  )
}

export function MenuDivider() {
  return <hr className="-mx-1 my-1" />
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return (
    <div role="presentation" className="px-2.5 pt-1.5 pb-1 font-medium text-faint text-xs">
      {children}
    </div>
  )
}
