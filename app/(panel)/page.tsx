import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { CountTiles } from '#components/overview/count-tiles'
import { FirstMessage } from '#components/overview/first-message'
import { FirstSteps } from '#components/overview/first-steps'
import { Headline } from '#components/overview/headline'
import { HostCards } from '#components/overview/host-cards'
import { NeedItem } from '#components/overview/need-item'
import { type Need, needsOf } from '#components/overview/needs'
import { NoDomains } from '#components/overview/no-domains'
import { RecentChanges } from '#components/overview/recent-changes'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import { listChanges } from '#lib/audit/queries'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getOverview } from '#lib/overview/overview'
import { OrphansNote } from './orphans-note'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

const keyOf = (need: Need): string =>
  'host' in need ? `${need.kind}:${need.host.id}` : need.kind === 'queue' ? `queue:${need.name}` : need.kind

export default async function OverviewPage() {
  const actor = await pageActor('/')
  const t = await getTranslations('overview')
  const [overview, recent] = await Promise.all([getOverview(actor), listChanges(actor, {}, { limit: 6 })])
  const { hosts, counts, start } = overview
  const live = <LiveRefresh url="/api/live/overview" drawnAt={new Date().toISOString()} />
  if (hosts === null ? counts.domains === 0 : hosts.length === 0) {
    return (
      <>
        <PageHeader title={t('title')} actions={live} />
        {hosts === null ? <NoDomains /> : <FirstSteps start={start} />}
      </>
    )
  }
  const needs = needsOf(overview)
  const pending = hosts ? hosts.reduce((sum, host) => sum + host.pending, 0) : overview.pending
  return (
    <>
      <Headline needs={needs.length} pending={pending} hosts={hosts === null ? null : hosts.length} age={live} />
      <div className="flex flex-col gap-8">
        {needs.length > 0 && (
          <section aria-label={t('needs.title')} className="flex flex-col gap-2">
            {needs.map((need) => (
              <NeedItem key={keyOf(need)} need={need} />
            ))}
          </section>
        )}
        {!start.mail && may(actor, 'domain.write') && <FirstSteps start={start} />}
        {start.message && may(actor, 'domain.write') && <FirstMessage id={start.message} />}
        <CountTiles counts={counts} />
        <div className={hosts ? 'grid gap-8 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]' : undefined}>
          {hosts && (
            <Section
              title={t('hosts.title')}
              actions={
                <LinkButton href="/hosts" look="quiet" size="small">
                  {t('hosts.all')}
                </LinkButton>
              }
            >
              <HostCards hosts={hosts} />
            </Section>
          )}
          <Section
            title={t('recent.title')}
            actions={
              <LinkButton href="/changes" look="quiet" size="small">
                {t('recent.all')}
              </LinkButton>
            }
          >
            <RecentChanges changes={recent.rows} />
          </Section>
        </div>
        <Suspense>
          <OrphansNote actor={actor} />
        </Suspense>
      </div>
    </>
  )
}
