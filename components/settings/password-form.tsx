import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormCurrentPassword } from '#components/form/form-current-password'
import { FormPassword } from '#components/form/form-password'
import type { AdministratorView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'

/** The old one and a new one. */
export function PasswordForm({ account, action }: { account: AdministratorView; action: FormAction }) {
  const t = useTranslations('settings.account')
  return (
    <ActionForm
      action={action}
      labels={{ currentPassword: t('current'), password: t('new') }}
      submitLabel={t('change')}
      savedText={t('changed')}
    >
      <input type="hidden" name="username" autoComplete="username" value={account.address} readOnly />
      <FormCurrentPassword name="currentPassword" label={t('current')} />
      <FormPassword name="password" label={t('new')} help={t('newHelp')} known={[account.address, account.name]} />
    </ActionForm>
  )
}
