import { Forward } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AddressTable, type TableInList } from '#components/list/address-table'
import { Badge } from '#components/ui/badge'
import { Bytes } from '#components/ui/bytes'
import { RelativeTime } from '#components/ui/relative-time'
import type { MailboxView } from '#lib/mailboxes/schema'

export const protocols = ['imap', 'pop3', 'submission', 'sieve'] as const

export function MailboxTable(list: TableInList<MailboxView>) {
  const t = useTranslations('mailboxes')
  return (
    <AddressTable
      {...list}
      noun="mailboxes"
      columns={(sort) => [
        { key: 'name', header: t('column.name'), sort: sort('name'), cell: (row) => row.displayName && <bdi>{row.displayName}</bdi> },
        {
          key: 'quota',
          header: t('column.quota'),
          align: 'end',
          sort: sort('quota'),
          cell: (row) => (row.quotaBytes === 0 ? t('unlimited') : <Bytes value={row.quotaBytes} />),
        },
        { key: 'properties', header: t('column.properties'), cell: (row) => isUnusual(row) && <Properties mailbox={row} /> },
        {
          key: 'created',
          header: t('column.created'),
          minor: true,
          sort: sort('created'),
          cell: (row) => <RelativeTime value={row.createdAt} />,
        },
      ]}
    />
  )
}

const isUnusual = (mailbox: MailboxView): boolean =>
  !mailbox.enabled || mailbox.forwards.length > 0 || mailbox.tags.length > 0 || protocols.some((protocol) => !mailbox[protocol])

/** What is not as usual, and the tags. */
function Properties({ mailbox }: { mailbox: MailboxView }) {
  const t = useTranslations('mailboxes')
  return (
    <span className="flex flex-wrap gap-1">
      {!mailbox.enabled && <Badge tone="warn">{t('disabled')}</Badge>}
      {protocols
        .filter((protocol) => !mailbox[protocol])
        .map((protocol) => (
          <Badge key={protocol} tone="off">
            {t('protocolOff', { protocol: t(`protocol.${protocol}`) })}
          </Badge>
        ))}
      {mailbox.forwards.length > 0 && <Badge icon={<Forward aria-hidden />}>{t('forwarding')}</Badge>}
      {mailbox.tags.map((tag) => (
        <Badge key={tag} tone="waiting">
          <bdi>{tag}</bdi>
        </Badge>
      ))}
    </span>
  )
}
