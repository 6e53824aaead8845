'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'
import { type MadeToken, TokenMade } from './token-made'

const expiries = ['90', '30', '7', '365', 'never'] as const

/** Asks for a name and an end, then shows the token that one time. */
export function TokenCreate({ action, publicUrl }: { action: FormAction; publicUrl: string }) {
  const t = useTranslations('settings.tokens')
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<MadeToken | null>(null)
  const close = () => {
    setOpen(false)
    setMade(null)
  }
  return (
    <>
      <Button look="primary" icon={<Plus aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        size="medium"
        title={made ? t('madeTitle', { name: made.name }) : t('create')}
        description={made ? t('made') : t('createSub')}
      >
        {made ? (
          <TokenMade made={made} publicUrl={publicUrl} onDone={close} />
        ) : (
          <ActionForm
            action={action}
            labels={{ name: t('name'), expiresInDays: t('expiry') }}
            submitLabel={t('submit')}
            initial={{ expiresInDays: expiries[0] }}
            onSaved={({ value }) => setMade(madeFrom(value))}
          >
            <FormText
              name="name"
              label={t('name')}
              help={t('nameHelp')}
              placeholder={t('namePlaceholder')}
              maxLength={100}
              autoComplete="off"
            />
            <FormSelect
              name="expiresInDays"
              label={t('expiry')}
              options={expiries.map((days) => ({ value: days === 'never' ? '' : days, label: t(`expiryOption.${days}`) }))}
            />
          </ActionForm>
        )}
      </Dialog>
    </>
  )
}

function madeFrom(value: unknown): MadeToken | null {
  if (typeof value !== 'object' || value === null) return null
  const [name, token]: unknown[] = [Reflect.get(value, 'name'), Reflect.get(value, 'token')]
  return typeof name === 'string' && typeof token === 'string' ? { name, token } : null
}
