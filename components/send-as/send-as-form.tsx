import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import type { FormAction } from '#lib/web/action-state'

/** A grant: this mailbox may send as that address, or as the whole domain. */
export function SendAsForm({ action, domain }: { action: FormAction; domain: string }) {
  const t = useTranslations('groups.sendAs')
  return (
    <ActionForm
      action={action}
      initial={{ sender: `@${domain}` }}
      labels={{ sender: t('sender'), mailbox: t('mailbox') }}
      submitLabel={t('add')}
      savedText={t('added')}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText name="mailbox" label={t('mailbox')} help={t('mailboxHelp')} mono autoComplete="off" inputMode="email" />
        <FormText name="sender" label={t('sender')} help={t('senderHelp')} mono autoComplete="off" />
      </div>
    </ActionForm>
  )
}
