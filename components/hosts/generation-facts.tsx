import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import type { GenerationSummary } from '#lib/protocol/operations'
import { LineCounts } from './line-counts'

const domainsShownMax = 12

/** When, what, which domains, how many lines. */
export function GenerationFacts({ summary }: { summary: GenerationSummary }) {
  const t = useTranslations('hosts.generations')
  const { domains } = summary
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
      <span>{summary.kind === 'rollback' ? t('rollback', { generation: summary.restored ?? 0 }) : t('apply')}</span>
      <RelativeTime exact value={summary.at} />
      <LineCounts added={summary.linesAdded} removed={summary.linesRemoved} />
      <span className="flex flex-wrap gap-x-2">
        {domains.slice(0, domainsShownMax).map((name) => (
          <Address key={name} value={name} />
        ))}
        {domains.length > domainsShownMax && t('more', { count: domains.length - domainsShownMax })}
      </span>
    </p>
  )
}
