import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import type { MailboxView } from '#lib/mailboxes/schema'
import type { FormAction } from '#lib/web/action-state'
import { MailboxFurtherFields, MailboxIdentityFields, mailboxLabels } from './mailbox-fields'

export function MailboxEditForm({ mailbox, action }: { mailbox: MailboxView; action: FormAction | undefined }) {
  const t = useTranslations('mailboxes')
  return (
    <ActionForm
      action={action}
      target={{ id: mailbox.id, version: mailbox.version }}
      initial={{ ...mailbox, tags: mailbox.tags.join(', ') }}
      labels={mailboxLabels(t)}
      submitLabel={t('edit.submit')}
      savedText={t('edit.saved')}
    >
      <MailboxIdentityFields isNew={false} />
      <MailboxFurtherFields recoveryProved={mailbox.recoveryAddress === null ? undefined : mailbox.recoveryProvedAt !== null} />
    </ActionForm>
  )
}
