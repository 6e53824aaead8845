'use client'

import { useTranslations } from 'next-intl'
import { FormCurrentPassword } from '#components/form/form-current-password'

/** The password again. The address beside it is for the browser's store of passwords. */
export function ConfirmFields({ address }: { address: string }) {
  const t = useTranslations('security')
  return (
    <>
      <input type="hidden" name="username" autoComplete="username" value={address} readOnly />
      <FormCurrentPassword name="currentPassword" label={t('currentPassword')} />
    </>
  )
}
