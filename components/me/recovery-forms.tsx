import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { ActionForm } from '#components/form/action-form'
import { FormCurrentPassword } from '#components/form/form-current-password'
import { FormText } from '#components/form/form-text'
import type { FormAction } from '#lib/web/action-state'

/** First the address, with the password. */
export function RecoveryForm({ action }: { action: FormAction }) {
  const t = useTranslations('me.recovery')
  return (
    <ActionForm action={action} labels={{ address: t('address'), currentPassword: t('current') }} submitLabel={t('send')}>
      <FormText name="address" label={t('address')} help={t('addressHelp')} type="email" autoComplete="email" mono />
      <FormCurrentPassword name="currentPassword" label={t('current')} />
    </ActionForm>
  )
}

/** Then the code that was mailed there. */
export function RecoveryCodeForm({ action, cancel }: { action: FormAction; cancel: FormAction }) {
  const t = useTranslations('me.recovery')
  return (
    <div className="flex flex-col gap-4">
      <ActionForm action={action} labels={{ code: t('code') }} submitLabel={t('prove')} savedText={t('saved')}>
        <div className="max-w-72">
          <FormText name="code" label={t('code')} inputMode="numeric" autoComplete="one-time-code" maxLength={12} mono autoFocus />
        </div>
      </ActionForm>
      <div>
        <ActButton label={t('cancel')} look="quiet" action={cancel} fields={{}} done={t('canceled')} />
      </div>
    </div>
  )
}

export function RecoveryRemoval({ action }: { action: FormAction }) {
  const t = useTranslations('me.recovery')
  return (
    <ActionForm action={action} labels={{ currentPassword: t('current') }} submitLabel={t('remove')} look="danger" savedText={t('removed')}>
      <FormCurrentPassword name="currentPassword" label={t('current')} />
    </ActionForm>
  )
}
