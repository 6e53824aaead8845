import { Forward } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { AppliedLive } from '#components/domains/applied-live'
import { sortBy } from '#components/list/list-url'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Bytes } from '#components/ui/bytes'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { MailboxView } from '#lib/mailboxes/schema'

interface MailboxTableProps {
  rows: readonly MailboxView[]
  path: string
  params: Readonly<Record<string, string>>
  formId: string | undefined
}

export const protocols = ['imap', 'pop3', 'submission', 'sieve'] as const

export function MailboxTable({ rows, path, params, formId }: MailboxTableProps) {
  const t = useTranslations('mailboxes')
  const list = useTranslations('list')
  const place = { path, params, defaultSort: 'address' }
  const columns: Column<MailboxView>[] = [
    {
      key: 'address',
      header: t('column.address'),
      role: 'identity',
      sort: sortBy(place, 'address'),
      cell: (row) => (
        <Link href={`/mailboxes/${row.id}`} className="rounded-sm hover:underline">
          <Address value={row.unicodeAddress} ascii={row.address} />
        </Link>
      ),
    },
    { key: 'name', header: t('column.name'), sort: sortBy(place, 'name'), cell: (row) => <bdi>{row.displayName}</bdi> },
    {
      key: 'quota',
      header: t('column.quota'),
      align: 'end',
      sort: sortBy(place, 'quota'),
      cell: (row) => (row.quotaBytes === 0 ? t('unlimited') : <Bytes value={row.quotaBytes} />),
    },
    { key: 'properties', header: t('column.properties'), cell: (row) => <Properties mailbox={row} /> },
    {
      key: 'created',
      header: t('column.created'),
      minor: true,
      sort: sortBy(place, 'created'),
      cell: (row) => <RelativeTime value={row.createdAt} />,
    },
    { key: 'applied', header: t('column.applied'), cell: (row) => <AppliedLive compact domain={row.domain.name} /> },
  ]
  return (
    <Table
      caption={t('caption')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      isMuted={(row) => !row.enabled}
      selection={
        formId ? { formId, selectAll: list('selectAll'), label: (row) => list('select', { name: row.unicodeAddress }) } : undefined
      }
    />
  )
}

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
