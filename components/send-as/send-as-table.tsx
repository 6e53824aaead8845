import { X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { SendAsView } from '#lib/send-as/schema'
import type { FormAction } from '#lib/web/action-state'

/** Who may send as the addresses of a domain. */
export function SendAsTable({ rows, removeAction }: { rows: readonly SendAsView[]; removeAction: FormAction | undefined }) {
  const t = useTranslations('groups.sendAs')
  const columns: Column<SendAsView>[] = [
    {
      key: 'sender',
      role: 'identity',
      header: t('column.sender'),
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-2">
          <Address value={row.unicodeSender} ascii={row.sender} />
          {row.wholeDomain && <Badge>{t('wholeDomain')}</Badge>}
        </span>
      ),
    },
    {
      key: 'mailbox',
      header: t('column.mailbox'),
      cell: (row) => (
        <Link href={`/mailboxes/${row.mailboxId}`} className="rounded-sm hover:underline">
          <Address value={row.mailbox} />
        </Link>
      ),
    },
    { key: 'created', header: t('column.created'), minor: true, cell: (row) => <RelativeTime value={row.createdAt} /> },
    {
      key: 'remove',
      role: 'actions',
      header: t('remove'),
      cell: (row) =>
        removeAction && (
          <ActionForm
            action={removeAction}
            target={{ id: row.id, version: 0 }}
            labels={{}}
            submitLabel={t('remove')}
            savedText={t('removed')}
            small
            icon={<X aria-hidden />}
          />
        ),
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}
