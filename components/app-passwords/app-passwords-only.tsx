'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { ConfirmFields } from '#components/security/confirm-fields'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import { Dialog } from '#components/ui/dialog'
import { Status } from '#components/ui/status'
import type { FormAction } from '#lib/web/action-state'

interface AppPasswordsOnlyProps {
  isOn: boolean
  /** There is a second factor, without which it cannot be turned on. */
  isPossible: boolean
  address: string
  action: FormAction
}

/** Whether the password itself still opens mail programs. */
export function AppPasswordsOnly({ isOn, isPossible, address, action }: AppPasswordsOnlyProps) {
  const t = useTranslations('appPasswords.only')
  const form = useTranslations('security')
  const [open, setOpen] = useState(false)
  const verb = isOn ? 'turnOff' : 'turnOn'
  return (
    <Card
      title={t('title')}
      sub={t('sub')}
      footer={!isOn && !isPossible && t('needsFactor')}
      actions={
        (isOn || isPossible) && (
          <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {t(verb)}
          </Button>
        )
      }
    >
      <Status tone={isOn ? 'good' : 'off'}>{isOn ? t('on') : t('off')}</Status>
      <Dialog open={open} onClose={() => setOpen(false)} title={t(`${verb}Title`)} description={t(`${verb}Body`)}>
        <ActionForm
          action={action}
          labels={{ currentPassword: form('currentPassword') }}
          submitLabel={t(verb)}
          savedText={t('saved')}
          onSaved={() => setOpen(false)}
        >
          <input type="hidden" name="appPasswordsOnly" value={String(!isOn)} />
          <ConfirmFields address={address} />
        </ActionForm>
      </Dialog>
    </Card>
  )
}
