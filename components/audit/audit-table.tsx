import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ChangeSubject } from '#components/changes/change-subject'
import { ChangeWhat } from '#components/changes/change-what'
import { ChangeWho } from '#components/changes/change-who'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'

export interface AuditRow {
  readonly revision: string
  readonly at: string
  readonly actorKind: string
  readonly actorName: string
  readonly via: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectName: string
  readonly subjectUnicodeName: string
  readonly domainName: string | null
  readonly domainUnicodeName: string | null
}

/** The entries as they were written; the exact instant first, for that is what one compares. */
export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  const t = useTranslations('audit')
  const columns: Column<AuditRow>[] = [
    {
      key: 'id',
      header: t('column.id'),
      cell: (row) => (
        <Link
          href={`/changes/${row.revision}`}
          className="rounded-sm text-muted tabular-nums underline decoration-line underline-offset-3 hover:decoration-current"
        >
          {row.revision}
        </Link>
      ),
    },
    { key: 'when', header: t('column.when'), cell: (row) => <RelativeTime exact value={row.at} /> },
    { key: 'who', header: t('column.who'), cell: (row) => <ChangeWho name={row.actorName} via={row.via} kind={row.actorKind} /> },
    { key: 'action', header: t('column.action'), cell: (row) => <ChangeWhat action={row.action} kind={row.subjectKind} /> },
    {
      key: 'subject',
      role: 'identity',
      header: t('column.subject'),
      cell: (row) => <ChangeSubject revision={row.revision} name={row.subjectUnicodeName} ascii={row.subjectName} />,
    },
    {
      key: 'domain',
      header: t('column.domain'),
      minor: true,
      cell: (row) => row.domainName && <Address value={row.domainUnicodeName ?? row.domainName} ascii={row.domainName} />,
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.revision} />
}
