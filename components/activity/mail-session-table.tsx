import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Badge } from '#components/ui/badge'
import { type Column, Table } from '#components/ui/table'
import type { MailSessionView } from '#lib/activity/schema'
import type { FormAction } from '#lib/web/action-state'

interface MailSessionTableProps {
  rows: readonly MailSessionView[]
  /** Absent: one may only look. */
  end?: FormAction
  mailboxId?: string
}

type Place = { clientAddress: string; sessions: MailSessionView[]; connections: number }

/** By where they come from: that is how people know a device, and how the host ends them. */
export function MailSessionTable({ rows, end, mailboxId }: MailSessionTableProps) {
  const t = useTranslations('activity.sessions')
  const short = useTranslations('appPasswords.short')
  const columns: Column<Place>[] = [
    { key: 'where', role: 'identity', header: t('column.where'), cell: (row) => <span className="font-mono">{row.clientAddress}</span> },
    {
      key: 'protocol',
      header: t('column.protocol'),
      cell: (row) => (
        <span className="inline-flex flex-wrap gap-1">
          {row.sessions.map(({ protocol }) => (
            <Badge key={protocol}>{short(protocol)}</Badge>
          ))}
        </span>
      ),
    },
    { key: 'connections', header: t('column.connections'), align: 'end', cell: (row) => row.connections },
    {
      key: 'actions',
      role: 'actions',
      header: t('column.actions'),
      cell: ({ clientAddress: address }) =>
        end && (
          <ActButton
            label={t('end')}
            size="small"
            action={end}
            fields={{ clientAddress: address, ...(mailboxId !== undefined && { mailboxId }) }}
            done={t('ended', { address })}
            confirm={{ title: t('endTitle', { address }), description: t('endBody'), confirmLabel: t('end'), danger: true }}
          />
        ),
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={placesOf(rows)} rowKey={(row) => row.clientAddress} />
}

function placesOf(rows: readonly MailSessionView[]): Place[] {
  const places = new Map<string, Place>()
  for (const row of rows) {
    const place = places.get(row.clientAddress) ?? { clientAddress: row.clientAddress, sessions: [], connections: 0 }
    place.sessions.push(row)
    place.connections += row.connections
    places.set(row.clientAddress, place)
  }
  return [...places.values()]
}
