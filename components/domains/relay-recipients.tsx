import { UserX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormTextarea } from '#components/form/form-textarea'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { EmptyState } from '#components/ui/empty-state'
import { Table } from '#components/ui/table'
import type { DomainView } from '#lib/domains/schema'
import type { FormAction } from '#lib/web/action-state'
import { RemoveRecipient } from './remove-recipient'

interface RelayRecipientsProps {
  domain: DomainView
  recipients: readonly string[]
  /** Absent for those who may not change it. */
  action: FormAction | undefined
}

/** Who is accepted at a relay domain. */
export function RelayRecipients({ domain, recipients, action }: RelayRecipientsProps) {
  const t = useTranslations('domains.recipients')
  return (
    <div className="flex flex-col gap-4">
      {!domain.relayListed && <Banner tone="info" title={t('all')} />}
      {domain.relayListed && recipients.length === 0 && (
        <EmptyState icon={<UserX aria-hidden />} title={t('title')}>
          {t('none')}
        </EmptyState>
      )}
      {recipients.length > 0 && (
        <Table
          caption={t('caption', { name: domain.unicodeName })}
          rows={recipients}
          rowKey={(localPart) => localPart}
          columns={[
            {
              key: 'address',
              role: 'identity',
              header: t('column'),
              cell: (localPart) => <Address value={`${localPart}@${domain.unicodeName}`} ascii={`${localPart}@${domain.name}`} />,
            },
            {
              key: 'remove',
              role: 'actions',
              header: t('remove'),
              cell: (localPart) =>
                action && (
                  <RemoveRecipient
                    action={action}
                    target={{ id: domain.id, version: domain.version }}
                    localPart={localPart}
                    label={t('remove')}
                  />
                ),
            },
          ]}
        />
      )}
      {action && (
        <Card title={t('add')}>
          <ActionForm
            key={domain.version}
            action={action}
            target={{ id: domain.id, version: domain.version }}
            labels={{ add: t('add') }}
            submitLabel={t('submit')}
            savedText={t('saved')}
          >
            <FormTextarea name="add" label={t('column')} help={t('addHelp')} mono />
          </ActionForm>
        </Card>
      )}
    </div>
  )
}
