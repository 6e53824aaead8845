import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'

interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, 'className'>, ButtonLook {
  icon?: ReactNode
}

/** Goes somewhere and looks like a button; what changes something is a <Button>. */
export function LinkButton({ icon, children, look, size, wide, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonClass({ look, size, wide })}>
      {icon}
      {children}
    </Link>
  )
}
