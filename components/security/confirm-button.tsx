'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { ActionState, FormAction } from '#lib/web/action-state'
import { ConfirmFields } from './confirm-fields'

interface ConfirmButtonProps {
  label: string
  title: string
  description: string
  action: FormAction
  address: string
  /** Of the row that it concerns. */
  id?: string
  danger?: boolean
  savedText?: string
  onSaved?: (state: ActionState) => void
}

/** A button that asks for the password before it acts. */
export function ConfirmButton({ label, title, description, action, address, id, danger, savedText, onSaved }: ConfirmButtonProps) {
  const t = useTranslations('security')
  const [open, setOpen] = useState(false)
  const saved = (state: ActionState) => {
    setOpen(false)
    onSaved?.(state)
  }
  return (
    <>
      <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title} description={description}>
        <ActionForm
          action={action}
          target={id === undefined ? undefined : { id, version: 0 }}
          labels={{ currentPassword: t('currentPassword') }}
          submitLabel={label}
          look={danger ? 'danger' : 'primary'}
          savedText={savedText}
          onSaved={saved}
        >
          <ConfirmFields address={address} />
        </ActionForm>
      </Dialog>
    </>
  )
}
