'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState, useTransition } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { Input } from './input'

export interface ConfirmDialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  /** The verb and its object: "Delete mailbox". Never "OK". */
  confirmLabel: string
  danger?: boolean
  /** False while the impact is not known yet. */
  ready?: boolean
  /** For what cannot be undone: the person types this name before the button works. */
  nameToType?: string
  /** Closes when it resolves; when it throws, the dialog stays and the error goes to the nearest error boundary. */
  onConfirm: () => void | Promise<void>
  /** The impact: what will change, in the words of the field and as lines of the files. */
  children?: ReactNode
}

export function ConfirmDialog({
  ready = true,
  nameToType,
  onConfirm,
  onClose,
  confirmLabel,
  danger,
  children,
  ...dialog
}: ConfirmDialogProps) {
  const t = useTranslations('ui.dialog')
  const id = useId()
  const [typed, setTyped] = useState('')
  const [pending, startTransition] = useTransition()
  const allowed = ready && (nameToType === undefined || typed.trim() === nameToType)

  const close = () => {
    setTyped('')
    onClose()
  }
  const confirm = () =>
    startTransition(async () => {
      await onConfirm()
      close()
    })

  return (
    <Dialog
      {...dialog}
      onClose={close}
      size="medium"
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look={danger ? 'danger' : 'primary'} pending={pending} disabled={!allowed} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        {nameToType !== undefined && (
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id}>
              {t.rich('typeName', { name: () => <bdi className="select-all font-medium font-mono">{nameToType}</bdi> })}
            </label>
            <Input
              id={id}
              mono
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && allowed && !pending) confirm()
              }}
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}
