import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { HostBanners } from '#components/hosts/host-banners'
import { hostCondition, troubleOf } from '#components/hosts/host-condition'
import { HostStatus } from '#components/hosts/host-status'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { SegmentTabs } from '#components/shell/segment-tabs'
import { MessagesScope } from '#components/ui/messages-scope'
import { may } from '#lib/auth/permissions'
import { resumeHost, retryHost } from '../actions'
import { hostOf } from './host-of'

type Params = { params: Promise<{ name: string }> }

const tabs = ['overview', 'applied', 'generations', 'drift', 'dns', 'certificates', 'configuration', 'settings'] as const

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { host } = await hostOf((await params).name)
  return { title: host.name }
}

/** The frame of everything about one host: is it all right, what stands in the way, and the ways to its parts. */
export default async function HostLayout({ params, children }: Params & { children: ReactNode }) {
  const { actor, host } = await hostOf((await params).name)
  const t = await getTranslations('hosts')
  const applies = may(actor, 'host.apply')
  return (
    <MessagesScope namespaces={['form', 'hosts']}>
      <PageHeader
        title={host.name}
        badges={<HostStatus condition={hostCondition(troubleOf(host))} />}
        breadcrumbs={[{ label: t('list.title'), href: '/hosts' }]}
        actions={<LiveRefresh url="/api/live/hosts" drawnAt={new Date().toISOString()} />}
        tabs={
          <SegmentTabs
            label={t('tabs.label')}
            path={`/hosts/${host.name}`}
            tabs={tabs.map((key) => ({
              key: key === 'overview' ? '' : key,
              label: t(`tabs.${key}`),
              count: key === 'drift' && host.domainsDrifted > 0 ? String(host.domainsDrifted) : undefined,
            }))}
          />
        }
      />
      <HostBanners host={host} retry={applies ? retryHost : undefined} resume={applies ? resumeHost : undefined} />
      {children}
    </MessagesScope>
  )
}
