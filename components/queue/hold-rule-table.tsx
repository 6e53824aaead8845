import { useTranslations } from 'next-intl'
import { ConfirmAction } from '#components/form/confirm-action'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { HoldRuleView } from '#lib/queue/schema'
import type { FormAction } from '#lib/web/action-state'

interface HoldRuleTableProps {
  rules: readonly HoldRuleView[]
  /** Absent for who may only look. */
  remove: FormAction | undefined
}

export function HoldRuleTable({ rules, remove }: HoldRuleTableProps) {
  const t = useTranslations('queue.hold')
  const columns: Column<HoldRuleView>[] = [
    {
      key: 'pattern',
      role: 'identity',
      header: t('pattern'),
      cell: ({ pattern, note }) => (
        <>
          <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{pattern}</bdi>
          {note && <bdi className="block font-normal text-muted text-sm [overflow-wrap:anywhere]">{note}</bdi>}
        </>
      ),
    },
    { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kindOf.${kind}`) },
    {
      key: 'made',
      header: t('made'),
      cell: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime value={createdAt} /> <span className="text-muted">· {createdBy}</span>
        </>
      ),
    },
    ...(remove
      ? [
          {
            key: 'acts',
            role: 'actions' as const,
            header: t('remove'),
            cell: ({ id }: HoldRuleView) => (
              <ConfirmAction
                action={remove}
                target={{ id, version: 0 }}
                size="small"
                label={t('remove')}
                title={t('removeTitle')}
                description={t('removeBody')}
                confirmLabel={t('remove')}
                savedText={t('removed')}
              />
            ),
          },
        ]
      : []),
  ]
  return <Table caption={t('caption')} columns={columns} rows={rules} rowKey={({ id }) => id} />
}
