'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Field } from '#components/ui/field'
import { PasswordInput } from '#components/ui/password-input'
import { TextField } from '#components/ui/text-field'
import { givePassword } from './auth-requests'
import { PasskeyButton } from './passkey-button'
import { useSignIn } from './use-sign-in'

interface SignInFormProps {
  next: string
  /** Whether the panel's public URL is one that passkeys can be bound to. */
  passkeys: boolean
}

/** Sends address and password once; a refusal keeps the address, drops the password, and never says which was wrong. */
export function SignInForm({ next, passkeys }: SignInFormProps) {
  const t = useTranslations('auth.signIn')
  const { answer, attempt, pending, give } = useSignIn(next)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    give(() => givePassword(String(form.get('address')).trim(), String(form.get('password'))))
  }

  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-4">
        {answer && <Banner key={attempt} tone="bad" title={t(answer)} />}
        <TextField name="address" label={t('address')} type="email" autoComplete="username" required mono autoFocus />
        <Field name="password" label={t('password')}>
          {(control) => <PasswordInput key={attempt} {...control} autoComplete="current-password" required />}
        </Field>
        <Button look="primary" type="submit" wide pending={pending}>
          {t('submit')}
        </Button>
      </form>
      {passkeys && <PasskeyButton pending={pending} give={give} />}
    </div>
  )
}
