import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { StatTile } from '#components/ui/stat-tile'
import { formatBytes } from '#lib/format'

interface Counts {
  readonly domains: number
  readonly mailboxes: number
  readonly aliases: number
  readonly groups: number
  readonly quotaBytes: number
}

/** How much there is, each a way in. */
export function CountTiles({ counts }: { counts: Counts }) {
  const t = useTranslations('overview.counts')
  const format = useFormatter()
  const quota = t('quota', { bytes: formatBytes(counts.quotaBytes, useLocale()) })
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {(['domains', 'mailboxes', 'aliases', 'groups'] as const).map((key) => (
        <StatTile
          key={key}
          href={`/${key}`}
          label={t(key)}
          value={format.number(counts[key])}
          note={key === 'mailboxes' && counts.quotaBytes > 0 ? quota : undefined}
        />
      ))}
    </div>
  )
}
