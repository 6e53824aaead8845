import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { type Column, Table } from '#components/ui/table'
import type { DnsChangeView } from '#lib/dns-status/schema'
import { StateOf } from './check-state'

/** What was shown and is not any more, with the records that came and went. */
export function DnsHistory({ changes }: { changes: readonly DnsChangeView[] }) {
  const t = useTranslations('dns')
  const columns: Column<DnsChangeView>[] = [
    { key: 'check', role: 'identity', header: t('column.check'), cell: ({ check }) => t(`check.${check}`) },
    { key: 'when', header: t('column.when'), cell: ({ at }) => <RelativeTime value={at} /> },
    {
      key: 'states',
      header: t('column.states'),
      cell: ({ from, to }) => (
        <span className="inline-flex flex-wrap gap-x-2">
          <StateOf state={from} />
          <span aria-hidden>→</span>
          <StateOf state={to} />
        </span>
      ),
    },
    { key: 'difference', header: t('column.difference'), cell: (row) => <Difference {...row} /> },
  ]
  return (
    <Section title={t('history')}>
      {changes.length === 0 ? (
        <p className="text-muted">{t('noHistory')}</p>
      ) : (
        <Table caption={t('historyCaption')} columns={columns} rows={changes} rowKey={({ id }) => id} />
      )}
    </Section>
  )
}

function Difference({ before, after }: Pick<DnsChangeView, 'before' | 'after'>) {
  const gone = before.filter((line) => !after.includes(line)).map((text) => ({ sign: '−', text, ink: 'text-bad' }))
  const come = after.filter((line) => !before.includes(line)).map((text) => ({ sign: '+', text, ink: 'text-good' }))
  if (gone.length + come.length === 0) return <>—</>
  return (
    <ul className="font-mono text-xs">
      {[...gone, ...come].map(({ sign, text, ink }) => (
        <li key={sign + text} className="whitespace-pre-wrap break-all">
          <span className={ink}>{sign}</span> {text}
        </li>
      ))}
    </ul>
  )
}
