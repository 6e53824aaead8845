import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { ProblemView } from '#lib/dns-status/schema'
import { StateOf } from './check-state'

/** Records of all domains and hosts that need somebody. */
export function ProblemTable({ rows }: { rows: readonly ProblemView[] }) {
  const t = useTranslations('dns')
  const columns: Column<ProblemView>[] = [
    {
      key: 'subject',
      role: 'identity',
      header: t('list.subject'),
      cell: ({ kind, name, shownName, check }) => (
        <a href={`/${kind}s/${encodeURIComponent(name)}/dns#${check}`} className="break-all">
          {shownName}
        </a>
      ),
    },
    { key: 'check', header: t('list.check'), cell: ({ check }) => t(`check.${check}`) },
    { key: 'state', header: t('list.state'), cell: ({ state }) => <StateOf state={state} /> },
    { key: 'since', header: t('list.since'), cell: ({ since }) => <RelativeTime value={since} /> },
  ]
  return <Table caption={t('list.caption')} columns={columns} rows={rows} rowKey={({ kind, name, check }) => `${kind} ${name} ${check}`} />
}
