import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ChangeWho } from '#components/changes/change-who'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { TaskRow } from '#lib/tasks/schema'
import { TaskStatus } from './task-status'

/** What was asked for, newest first, and how it stands. */
export function TaskTable({ rows }: { rows: readonly TaskRow[] }) {
  const t = useTranslations('tasks')
  const columns: Column<TaskRow>[] = [
    {
      key: 'what',
      role: 'identity',
      header: t('column.what'),
      cell: ({ id, action, noun, fileName }) => (
        <>
          <Link href={`/tasks/${id}`} className="rounded-sm hover:underline">
            {t(`what.${action}`, { noun })}
          </Link>
          {fileName && <bdi className="block break-words font-normal text-muted text-sm">{fileName}</bdi>}
        </>
      ),
    },
    { key: 'state', header: t('column.state'), cell: (row) => <TaskStatus task={row} /> },
    { key: 'who', header: t('column.who'), cell: (row) => <ChangeWho name={row.administrator} via={row.via} kind="administrator" /> },
    { key: 'when', header: t('column.when'), cell: (row) => <RelativeTime value={row.createdAt} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}
