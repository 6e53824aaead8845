'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Field } from '#components/ui/field'
import { PasswordInput } from '#components/ui/password-input'
import { TextField } from '#components/ui/text-field'
import { type SignInAnswer, signIn } from './auth-requests'

/** Sends address and password once; a refusal keeps the address, drops the password, and never says which was wrong. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('auth.signIn')
  const router = useRouter()
  const [answer, setAnswer] = useState<SignInAnswer | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [pending, startTransition] = useTransition()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      const given = await signIn(String(form.get('address')).trim(), String(form.get('password')))
      if (given === 'signed_in') {
        router.replace(next)
        router.refresh()
        return
      }
      setAnswer(given)
      setAttempt((count) => count + 1)
    })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {answer && answer !== 'signed_in' && <Banner key={attempt} tone="bad" title={t(answer)} />}
      <TextField name="address" label={t('address')} type="email" autoComplete="username" required mono autoFocus />
      <Field name="password" label={t('password')}>
        {(control) => <PasswordInput key={attempt} {...control} autoComplete="current-password" required />}
      </Field>
      <Button look="primary" type="submit" wide pending={pending}>
        {t('submit')}
      </Button>
    </form>
  )
}
