import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { Card } from '#components/ui/card'
import { TextLink } from '#components/ui/text-link'
import type { InboxView } from '#lib/received-reports/inbox-schema'
import type { FormAction } from '#lib/web/action-state'

interface InboxChoiceProps {
  inbox: InboxView
  addresses: readonly string[]
  action: FormAction
}

const listId = 'own-mailboxes'

/** A mailbox of our own hosts, and nothing else to type. */
export function InboxChoice({ inbox: { version, user, ownMailbox }, addresses, action }: InboxChoiceProps) {
  const t = useTranslations('reports.inbox.choice')
  return (
    <Card title={t('title')} sub={t('sub')}>
      {ownMailbox !== null && (
        <p className="mb-4 break-words text-sm">
          {t.rich('made', {
            address: user,
            link: (text) => <TextLink href={`/mailboxes/${ownMailbox}`}>{text}</TextLink>,
          })}
        </p>
      )}
      <ActionForm
        action={action}
        target={{ id: 'report-inbox', version }}
        initial={{ address: ownMailbox === null ? '' : user }}
        labels={{ address: t('address') }}
        submitLabel={t('watch')}
        savedText={t('watched')}
      >
        <FormText
          name="address"
          label={t('address')}
          help={t(addresses.length > 0 ? 'addressHelp' : 'none')}
          list={listId}
          autoComplete="off"
          mono
          placeholder="dmarc@example.org"
        />
        <datalist id={listId}>
          {addresses.map((address) => (
            <option key={address} value={address} />
          ))}
        </datalist>
      </ActionForm>
    </Card>
  )
}
