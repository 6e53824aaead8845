'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'

interface ConfirmFooterProps {
  confirm: { readonly confirmLabel: string; readonly danger?: boolean }
  allowed: boolean
  pending: boolean
  onCancel: () => void
  onConfirm: () => void
}

/** Leave it, or do it; the one that does it comes last. */
export function ConfirmFooter({ confirm, allowed, pending, onCancel, onConfirm }: ConfirmFooterProps) {
  const t = useTranslations('ui.dialog')
  return (
    <>
      <Button onClick={onCancel}>{t('cancel')}</Button>
      <Button look={confirm.danger ? 'danger' : 'primary'} pending={pending} disabled={!allowed} onClick={onConfirm}>
        {confirm.confirmLabel}
      </Button>
    </>
  )
}
