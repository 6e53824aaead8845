import { FileChartColumn, Inbox, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import type { ReportsOverview as Overview } from '#lib/received-reports/summary-schema'
import { FailingTable } from './failing-table'
import { OverviewTable, shareTone } from './overview-table'
import { PeriodChips } from './period-chips'
import { useShare } from './use-share'

interface ReportsOverviewProps {
  overview: Overview
  /** May bring reports, and may see the mailbox that is watched. */
  offers: { import: boolean; inbox: boolean }
}

export function ReportsOverview({ overview, offers }: ReportsOverviewProps) {
  const t = useTranslations('reports')
  const share = useShare()
  const { rows, failing, days, silent, more, refused } = overview
  const messages = rows.reduce((sum, row) => sum + row.messages, 0)
  const aligned = rows.reduce((sum, row) => sum + row.aligned, 0)
  const tone = shareTone(aligned, messages)
  return (
    <div className="flex flex-col gap-6">
      <PeriodChips path="/reports" days={days} />
      {messages > 0 && (
        <Banner tone={tone} title={t(`overview.headline.${tone}`, { share: share(aligned, messages) })}>
          {t('overview.headline.body', { messages, days })}
        </Banner>
      )}
      {refused > 0 && (
        <Banner
          tone="info"
          title={t('overview.refusedTitle', { count: refused })}
          actions={
            <LinkButton href="/reports/received?state=refused" size="small">
              {t('overview.refusedLink')}
            </LinkButton>
          }
        >
          {t('overview.refusedBody')}
        </Banner>
      )}
      {rows.length === 0 ? <Nothing offers={offers} /> : <OverviewTable rows={rows} />}
      {rows.length > 0 && silent + more > 0 && (
        <p className="text-muted text-sm">
          {more > 0 && t('overview.more', { count: more })} {silent > 0 && t('overview.silent', { count: silent })}
        </p>
      )}
      {messages > 0 && (
        <Section title={t('overview.failing')} sub={t('overview.failingSub')}>
          {failing.length > 0 ? <FailingTable rows={failing} /> : <p className="text-muted">{t('overview.noFailing')}</p>}
        </Section>
      )}
    </div>
  )
}

function Nothing({ offers }: Pick<ReportsOverviewProps, 'offers'>) {
  const t = useTranslations('reports.empty')
  return (
    <EmptyState
      icon={<FileChartColumn aria-hidden />}
      title={t('title')}
      actions={
        <>
          {offers.inbox && (
            <LinkButton href="/settings/reports" look="primary" icon={<Inbox aria-hidden />}>
              {t('inbox')}
            </LinkButton>
          )}
          {offers.import && (
            <LinkButton href="/reports/import" icon={<Upload aria-hidden />}>
              {t('import')}
            </LinkButton>
          )}
        </>
      }
    >
      {t('body')}
    </EmptyState>
  )
}
