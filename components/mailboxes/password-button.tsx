'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormPassword } from '#components/form/form-password'
import { FormSwitch } from '#components/form/form-switch'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { ActionState, FormAction } from '#lib/web/action-state'
import { GeneratedPassword } from './generated-password'

interface PasswordButtonProps {
  action: FormAction
  id: string
  address: string
  known: readonly string[]
}

/** A new password, typed or made; one that was made is shown once. */
export function PasswordButton({ action, id, address, known }: PasswordButtonProps) {
  const t = useTranslations('mailboxes.password')
  const field = useTranslations('mailboxes.field')
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<string | null>(null)

  const close = () => {
    setOpen(false)
    setMade(null)
  }
  const onSaved = (state: ActionState) => {
    const password = madeIn(state)
    if (password === null) close()
    else setMade(password)
  }
  return (
    <>
      <Button icon={<KeyRound aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('reset')}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        size="medium"
        title={t('title', { address })}
        description={made === null ? t('explain') : undefined}
      >
        {made === null ? (
          <ActionForm
            action={action}
            target={{ id, version: 0 }}
            labels={{ password: t('label'), passwordMustChange: field('passwordMustChange'), revokeAppPasswords: t('revoke') }}
            submitLabel={t('submit')}
            savedText={t('saved')}
            onSaved={onSaved}
          >
            <FormPassword name="password" label={t('label')} help={t('help')} known={known} />
            <FormSwitch name="passwordMustChange" label={field('passwordMustChange')} />
            <FormSwitch name="revokeAppPasswords" label={t('revoke')} />
          </ActionForm>
        ) : (
          <GeneratedPassword title={t('saved')} explain={t('shown', { address })} address={address} password={made} />
        )}
      </Dialog>
    </>
  )
}

function madeIn({ value }: ActionState): string | null {
  const password: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'generatedPassword') : null
  return typeof password === 'string' ? password : null
}
