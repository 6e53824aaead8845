'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { TextField } from '#components/ui/text-field'
import { giveCode } from './auth-requests'
import { LeaveButton } from './leave-button'
import { PasskeyButton } from './passkey-button'
import { useSignIn } from './use-sign-in'

interface CodeFormProps {
  next: string
  /** Which second factors the person has; recovery codes are taken in any case. */
  app: boolean
  passkeys: boolean
}

/** The second step: one field takes the app's code and a recovery code alike. */
export function CodeForm({ next, app, passkeys }: CodeFormProps) {
  const t = useTranslations('auth.secondFactor')
  const { answer, attempt, pending, give } = useSignIn(next)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    give(() => giveCode(String(form.get('code'))))
  }

  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-4">
        {answer && <Banner key={attempt} tone="bad" title={t(`refused.${answer}`)} />}
        <TextField
          key={`code-${attempt}`}
          name="code"
          label={app ? t('code') : t('recoveryCode')}
          help={app ? t('codeHelp') : t('recoveryCodeHelp')}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          required
          mono
          autoFocus
        />
        <Button look="primary" type="submit" wide pending={pending}>
          {t('submit')}
        </Button>
      </form>
      {passkeys && <PasskeyButton pending={pending} give={give} />}
      <LeaveButton label={t('leave')} />
    </div>
  )
}
