'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { Banner } from '#components/ui/banner'
import type { FormAction } from '#lib/web/action-state'

/** Says the same whatever was asked for: who looks here learns nothing of who has a mailbox. */
export function ForgotForm({ action, minutes }: { action: FormAction; minutes: number }) {
  const t = useTranslations('me.forgot')
  const [asked, setAsked] = useState<string | null>(null)
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asked !== null) answer.current?.focus()
  }, [asked])

  if (asked !== null) {
    return (
      <div ref={answer} tabIndex={-1} className="flex flex-col gap-4 outline-none">
        <Banner tone="info" title={t('sentTitle')}>
          {t('sent', { address: asked, minutes })}
        </Banner>
        <p className="text-muted">{t('none')}</p>
      </div>
    )
  }
  return (
    <ActionForm
      action={action}
      labels={{ address: t('address') }}
      submitLabel={t('submit')}
      wide
      onSaved={({ values }) => setAsked(String(values.address).trim())}
    >
      <FormText name="address" label={t('address')} type="email" autoComplete="username" mono autoFocus />
    </ActionForm>
  )
}
