'use client'

import { type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from './button'
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog'

interface ConfirmButtonProps extends Omit<ConfirmDialogProps, 'open' | 'onClose'>, Pick<ButtonProps, 'look' | 'size' | 'icon'> {
  label: ReactNode
}

/** A button that asks first. `onConfirm` may be a server action with its arguments bound. */
export function ConfirmButton({ label, look, size, icon, ...confirm }: ConfirmButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look={look} size={size} icon={icon} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog {...confirm} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
