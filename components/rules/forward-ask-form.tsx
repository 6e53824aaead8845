'use client'

import { Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import type { FormAction } from '#lib/web/action-state'

/** Another address: it is asked by mail. Empty again once it was. */
export function ForwardAskForm({ action, mailboxId }: { action: FormAction; mailboxId: string }) {
  const t = useTranslations('rules.forwarding')
  const [round, setRound] = useState(0)
  return (
    <ActionForm
      key={round}
      action={action}
      initial={{ forwardAll: true }}
      labels={{ address: t('address'), forwardAll: t('allMail') }}
      submitLabel={t('ask')}
      icon={<Send aria-hidden />}
      savedText={t('isAsked')}
      onSaved={() => setRound((before) => before + 1)}
    >
      <input type="hidden" name="$id" value={mailboxId} />
      <FormText name="address" label={t('address')} help={t('addressHelp')} type="email" autoComplete="email" mono />
      <FormSwitch name="forwardAll" label={t('allMail')} help={t('allMailHelp')} />
    </ActionForm>
  )
}
