import type { ComponentPropsWithRef, ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { Spinner } from './spinner'

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'className'>, ButtonLook {
  /** A lucide element; it is decoration, the word beside it carries the meaning. */
  icon?: ReactNode
  /** Shows a spinner and ignores further presses without dropping keyboard focus. */
  pending?: boolean
}

export function Button({ icon, pending, children, look, size, wide, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={pending ? 'button' : type}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? undefined : onClick}
      className={buttonClass({ look, size, wide })}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  )
}
