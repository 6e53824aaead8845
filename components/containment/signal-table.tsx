import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import { TextLink } from '#components/ui/text-link'
import type { SignalView } from '#lib/containment/schema'

export function SignalTable({ rows }: { rows: readonly SignalView[] }) {
  const t = useTranslations('containment')
  const columns: Column<SignalView>[] = [
    {
      key: 'mailbox',
      role: 'identity',
      header: t('column.mailbox'),
      cell: ({ mailbox }) => (
        <TextLink href={`/mailboxes/${mailbox.id}/contain`}>
          <Address value={mailbox.unicodeAddress} ascii={mailbox.address} />
        </TextLink>
      ),
    },
    { key: 'signal', header: t('column.signal'), cell: ({ kind, values }) => t(`signal.${kind}`, values) },
    { key: 'seen', header: t('column.seen'), cell: ({ seenAt }) => <RelativeTime value={seenAt} /> },
    {
      key: 'state',
      header: t('column.state'),
      cell: ({ contained }) => <Status tone={contained ? 'off' : 'bad'}>{t(contained ? 'contained' : 'notContained')}</Status>,
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={({ mailbox, kind }) => `${mailbox.id} ${kind}`} />
}
