import { useLocale, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import { formatNumber } from '#lib/format'
import type { TaskView } from '#lib/tasks/schema'

const known = ['done', 'gone', 'foreign', 'unanswerable', 'failed'] as const

/** What became of the messages that were meant, and by name those to which nothing was done. */
export function QueueOutcomes({ counts, others }: NonNullable<TaskView['outcomes']>) {
  const t = useTranslations('tasks.outcome')
  const locale = useLocale()
  const items = known
    .filter((outcome) => outcome === 'done' || (counts[outcome] ?? 0) > 0)
    .map((outcome) => ({ key: outcome, label: t(outcome), value: formatNumber(counts[outcome] ?? 0, locale) }))
  const wordOf = (outcome: string) => t(known.find((one) => one === outcome) ?? 'failed')
  return (
    <Card title={t('title')}>
      <KeyValues items={items} />
      {others.length > 0 && (
        <details className="mt-4 text-sm">
          <summary className="w-fit cursor-pointer rounded-sm text-muted hover:text-ink">{t('others', { count: others.length })}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe: scrollable-region-focusable) */}
          <section tabIndex={0} aria-label={t('othersLabel')} className="mt-2 max-h-72 overflow-y-auto">
            <ul className="divide-y">
              {others.map(({ id, outcome }) => (
                <li key={id} className="flex flex-wrap justify-between gap-x-4 px-3 py-1.5">
                  <span className="font-mono">{id}</span>
                  <span className="text-muted">{wordOf(outcome)}</span>
                </li>
              ))}
            </ul>
          </section>
        </details>
      )}
    </Card>
  )
}
