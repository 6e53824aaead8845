import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { OutgoingView } from '#lib/outbox/schema'

const tones: Record<OutgoingView['state'], Tone> = { waiting: 'waiting', sent: 'good', failed: 'bad' }

/** What became of each message. Handed over is not yet delivered: the host's log knows more. */
export function OutgoingTable({ rows }: { rows: readonly OutgoingView[] }) {
  const t = useTranslations('settings.mail')
  const columns: Column<OutgoingView>[] = [
    { key: 'to', role: 'identity', header: t('column.to'), cell: (row) => <Address value={row.recipient} /> },
    { key: 'kind', header: t('column.kind'), cell: (row) => t(`kind.${row.kind}`) },
    {
      key: 'about',
      header: t('column.about'),
      cell: ({ mailbox }) =>
        mailbox && (
          <Link href={`/mailboxes/${mailbox.id}`} className="rounded-sm hover:underline">
            <Address value={mailbox.address} />
          </Link>
        ),
    },
    {
      key: 'state',
      header: t('column.state'),
      cell: (row) => (
        <div>
          <Status tone={tones[row.state]}>{t(`state.${row.state}`)}</Status>
          {row.state !== 'sent' && row.errorCode && (
            <p className="max-w-96 text-muted text-sm" title={row.errorDetail ?? undefined}>
              <FailureText code={row.errorCode} />
            </p>
          )}
        </div>
      ),
    },
    { key: 'when', header: t('column.when'), cell: (row) => <RelativeTime value={row.createdAt} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}
