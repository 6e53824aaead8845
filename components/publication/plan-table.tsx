import { useTranslations } from 'next-intl'
import { classNames } from '#components/ui/class-names'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { PublicationView } from '#lib/publication/schema'

type Line = PublicationView['lines'][number]

const tones: Record<Line['action'], Tone> = {
  add: 'waiting',
  remove: 'waiting',
  keep: 'good',
  present: 'good',
  conflict: 'warn',
  lost: 'neutral',
}
const order: readonly Line['action'][] = ['add', 'remove', 'conflict', 'lost', 'keep', 'present']
const signs: Partial<Record<Line['action'], { sign: string; ink: string }>> = {
  add: { sign: '+', ink: 'text-good' },
  remove: { sign: '−', ink: 'text-bad' },
}

/** What its word does not say already. */
const isTold = (action: Line['action']) => action === 'conflict' || action === 'lost' || action === 'present'

/** The lines of a plan: what moves first, then what stays. */
export function PlanTable({ lines }: { lines: readonly Line[] }) {
  const t = useTranslations('publication')
  const columns: Column<Line>[] = [
    {
      key: 'name',
      role: 'identity',
      header: t('column.name'),
      cell: ({ name, type }) => (
        <span className="flex flex-wrap items-baseline gap-x-2 font-mono">
          <bdi className="min-w-0 break-all">{name}</bdi>
          <span className="text-muted">{type}</span>
        </span>
      ),
    },
    { key: 'value', header: t('column.value'), cell: (line) => <Value line={line} /> },
    {
      key: 'action',
      header: t('column.action'),
      cell: ({ action }) => <Status tone={tones[action]}>{t(`action.${action}`)}</Status>,
    },
  ]
  const rows = lines.toSorted((a, b) => order.indexOf(a.action) - order.indexOf(b.action))
  return (
    <Table
      caption={t('lines')}
      columns={columns}
      rows={rows}
      rowKey={({ action, name, type, value }) => `${action} ${name} ${type} ${value}`}
    />
  )
}

function Value({ line: { action, value, others, again } }: { line: Line }) {
  const t = useTranslations('publication')
  const mark = signs[action]
  return (
    <span className="flex min-w-0 max-w-xl flex-col gap-1">
      <span className="break-all font-mono text-xs">
        {mark && <span className={classNames('mr-1 font-semibold', mark.ink)}>{mark.sign}</span>}
        <bdi>{value}</bdi>
      </span>
      {(again || isTold(action)) && (
        <span className="text-muted text-sm">{again ? t('again') : isTold(action) && t(`help.${action}`)}</span>
      )}
      {action === 'conflict' && (
        <ul className="font-mono text-xs">
          {others.length === 0 && <li className="font-sans text-sm">{t('blocked')}</li>}
          {others.map((other) => (
            <li key={other} className="break-all">
              <bdi>{other}</bdi>
            </li>
          ))}
        </ul>
      )}
    </span>
  )
}
