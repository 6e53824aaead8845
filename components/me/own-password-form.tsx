'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormCurrentPassword } from '#components/form/form-current-password'
import { FormPassword } from '#components/form/form-password'
import { FormSwitch } from '#components/form/form-switch'
import { Banner } from '#components/ui/banner'
import type { FormAction } from '#lib/web/action-state'

interface OwnPasswordFormProps {
  action: FormAction
  address: string
  known: readonly string[]
}

/** The old one and a new one; says whether the mail host has it already. */
export function OwnPasswordForm({ action, address, known }: OwnPasswordFormProps) {
  const t = useTranslations('me.password')
  const reset = useTranslations('me.reset')
  const [applied, setApplied] = useState<boolean | null>(null)
  return (
    <div className="flex flex-col gap-5">
      {applied !== null && (
        <Banner tone={applied ? 'good' : 'info'} title={t('changed')}>
          {applied ? reset('done') : reset('doneSoon')}
        </Banner>
      )}
      <ActionForm
        action={action}
        labels={{ currentPassword: t('current'), password: t('new'), revokeAppPasswords: t('revoke') }}
        submitLabel={t('submit')}
        onSaved={({ value }) => setApplied(typeof value === 'object' && value !== null && 'applied' in value && value.applied === true)}
      >
        <input type="hidden" name="username" autoComplete="username" value={address} readOnly />
        <FormCurrentPassword name="currentPassword" label={t('current')} />
        <FormPassword name="password" label={t('new')} help={t('help')} known={known} />
        <FormSwitch name="revokeAppPasswords" label={t('revoke')} help={t('revokeHelp')} />
      </ActionForm>
    </div>
  )
}
