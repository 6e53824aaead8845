import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import type { MailboxView } from '#lib/mailboxes/schema'
import type { FormAction } from '#lib/web/action-state'
import { MailboxFurtherFields, MailboxIdentityFields, mailboxLabels } from './mailbox-fields'

export function MailboxEditForm({ mailbox, action }: { mailbox: MailboxView; action: FormAction | undefined }) {
  const t = useTranslations('mailboxes')
  const {
    displayName,
    quotaBytes,
    enabled,
    imap,
    pop3,
    submission,
    sieve,
    forwards,
    forwardKeepCopy,
    recoveryAddress,
    passwordMustChange,
    appPasswordsOnly,
    note,
    tags,
  } = mailbox
  const initial = {
    displayName,
    quotaBytes,
    enabled,
    imap,
    pop3,
    submission,
    sieve,
    forwards,
    forwardKeepCopy,
    recoveryAddress,
    passwordMustChange,
    appPasswordsOnly,
    note,
    tags: tags.join(', '),
  }
  return (
    <ActionForm
      action={action}
      target={{ id: mailbox.id, version: mailbox.version }}
      initial={initial}
      labels={mailboxLabels(t)}
      submitLabel={t('edit.submit')}
      savedText={t('edit.saved')}
    >
      <MailboxIdentityFields isNew={false} />
      <MailboxFurtherFields recoveryProved={recoveryAddress === null ? undefined : mailbox.recoveryProvedAt !== null} />
    </ActionForm>
  )
}
