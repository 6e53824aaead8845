'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormCurrentPassword } from '#components/form/form-current-password'
import { FormText } from '#components/form/form-text'
import { TextLink } from '#components/ui/text-link'
import type { FormAction } from '#lib/web/action-state'

/** A refusal keeps the address, drops the password, and never says which was wrong. */
export function MailboxSignIn({ action }: { action: FormAction }) {
  const t = useTranslations('me.signIn')
  const router = useRouter()
  return (
    <div className="flex flex-col gap-5">
      <ActionForm
        action={action}
        labels={{ address: t('address'), password: t('password') }}
        submitLabel={t('submit')}
        wide
        onSaved={({ value }) => router.replace(missesStep(value) ? '/me/sign-in/second-factor' : '/me')}
      >
        <FormText name="address" label={t('address')} type="email" autoComplete="username" mono autoFocus />
        <FormCurrentPassword name="password" label={t('password')} />
      </ActionForm>
      <p className="text-center">
        <TextLink href="/forgot">{t('forgot')}</TextLink>
      </p>
    </div>
  )
}

const missesStep = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'awaitsSecondFactor' in value && value.awaitsSecondFactor === true
