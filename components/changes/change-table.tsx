import { useTranslations } from 'next-intl'
import { AppliedState, type AppliedView } from '#components/ui/applied-state'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import { ChangeSubject } from './change-subject'
import { ChangeWhat } from './change-what'
import { ChangeWho } from './change-who'

export interface ChangeRow {
  readonly revision: string
  readonly at: string
  readonly actorKind: string
  readonly actorName: string
  readonly via: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectName: string
  readonly subjectUnicodeName: string
  /** How it stands on each host concerned; empty for what no host knows. */
  readonly applied: readonly AppliedView[]
}

/** What was saved, newest first, and whether its host has it. */
export function ChangeTable({ rows }: { rows: readonly ChangeRow[] }) {
  const t = useTranslations('changes')
  const columns: Column<ChangeRow>[] = [
    {
      key: 'subject',
      role: 'identity',
      header: t('column.subject'),
      cell: (row) => <ChangeSubject revision={row.revision} name={row.subjectUnicodeName} ascii={row.subjectName} />,
    },
    { key: 'what', header: t('column.what'), cell: (row) => <ChangeWhat action={row.action} kind={row.subjectKind} /> },
    { key: 'who', header: t('column.who'), cell: (row) => <ChangeWho name={row.actorName} via={row.via} kind={row.actorKind} /> },
    { key: 'when', header: t('column.when'), cell: (row) => <RelativeTime value={row.at} /> },
    { key: 'state', header: t('column.state'), cell: (row) => <OnHosts views={row.applied} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.revision} />
}

function OnHosts({ views }: { views: readonly AppliedView[] }) {
  const t = useTranslations('changes')
  if (views.length === 0) return <span className="text-faint">{t('noHost')}</span>
  return (
    <span className="flex flex-wrap gap-x-3">
      {views.map((view) => (
        <span key={view.host} className="inline-flex flex-wrap items-center gap-x-1.5">
          <AppliedState compact view={view} />
          <span className="text-faint">{view.host}</span>
        </span>
      ))}
    </span>
  )
}
