'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { Button } from '#components/ui/button'
import type { FormAction } from '#lib/web/action-state'

/** One field takes the app's code and a recovery code alike. */
export function MailboxCode({ action, beginAgain }: { action: FormAction; beginAgain: () => Promise<void> }) {
  const t = useTranslations('me.secondFactor.step')
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const leave = () =>
    startTransition(async () => {
      await beginAgain()
      router.replace('/me/sign-in')
    })
  return (
    <div className="flex flex-col gap-3">
      <ActionForm action={action} labels={{ code: t('code') }} submitLabel={t('submit')} wide onSaved={() => router.replace('/me')}>
        <FormText name="code" label={t('code')} help={t('codeHelp')} autoComplete="one-time-code" maxLength={40} mono autoFocus />
      </ActionForm>
      <Button look="quiet" wide pending={pending} onClick={leave}>
        {t('again')}
      </Button>
    </div>
  )
}
