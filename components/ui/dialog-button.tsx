'use client'

import { type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from './button'
import { Dialog } from './dialog'

interface DialogButtonProps extends Pick<ButtonProps, 'look' | 'size' | 'icon' | 'disabled'> {
  label: ReactNode
  title: ReactNode
  description?: ReactNode
  width?: 'narrow' | 'medium' | 'wide'
  /** May come from the server: it is mounted when the dialog opens. */
  children: ReactNode
}

/** A button and the dialog that it opens. */
export function DialogButton({ label, title, description, width, children, ...button }: DialogButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title} description={description} size={width}>
        {children}
      </Dialog>
    </>
  )
}
