import { useFormatter, useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { ReportView } from '#lib/received-reports/schema'
import { RefusalText } from './refusal-text'
import { useShare } from './use-share'

/** Reports one by one, taken and refused. */
export function ReportTable({ rows }: { rows: readonly ReportView[] }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const share = useShare()
  const columns: Column<ReportView>[] = [
    {
      key: 'report',
      role: 'identity',
      header: t('received.report'),
      cell: ({ id, organisation, fileName, kind }) => (
        <span className="flex min-w-40 flex-col">
          <a href={`/reports/${id}`} className="break-all">
            {organisation || fileName || t('received.unknownReporter')}
          </a>
          <span className="text-faint text-sm">{kind ? t(`kind.${kind}`) : t('kindUnknown')}</span>
        </span>
      ),
    },
    {
      key: 'about',
      header: t('received.about'),
      cell: ({ domain }) =>
        domain ? (
          <span className="block min-w-28 break-all">{domain}</span>
        ) : (
          <span className="text-faint">{t('received.unknownDomain')}</span>
        ),
    },
    { key: 'time', header: t('received.time'), cell: ({ beginsAt }) => (beginsAt ? <RelativeTime value={beginsAt} /> : '—') },
    {
      key: 'messages',
      header: t('received.messages'),
      align: 'end',
      cell: ({ kind, messages, good, state }) =>
        state === 'refused' ? (
          '—'
        ) : (
          <span className="whitespace-nowrap">
            {format.number(messages)} {kind !== 'failure' && <span className="text-faint">· {share(good, messages)}</span>}
          </span>
        ),
    },
    {
      key: 'state',
      header: t('received.state'),
      cell: ({ state, refusal }) =>
        state === 'taken' ? (
          <Status tone="good">{t('received.taken')}</Status>
        ) : (
          <Status tone="bad" detail={refusal && <RefusalText refusal={refusal} />}>
            {t('received.refused')}
          </Status>
        ),
    },
    { key: 'came', header: t('received.came'), minor: true, cell: ({ receivedAt }) => <RelativeTime value={receivedAt} /> },
  ]
  return (
    <Table
      caption={t('received.caption')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      isMuted={({ state }) => state === 'refused'}
    />
  )
}
