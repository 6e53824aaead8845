import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type ListParams, listHref, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { TopLists } from '#components/traffic/top-lists'
import { TrafficCharts } from '#components/traffic/traffic-charts'
import { TrafficFilters } from '#components/traffic/traffic-filters'
import { TrafficTiles } from '#components/traffic/traffic-tiles'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listDomains } from '#lib/domains/queries'
import { listHosts } from '#lib/hosts/queries'
import { getTraffic } from '#lib/traffic/queries'
import { trafficFilter } from '#lib/traffic/schema'
import { listFilter } from '#lib/web/list-filter'
import { orNotFound } from '#lib/web/or-not-found'

const path = '/traffic'
/** More than that are not chosen from a list: their own pages have their traffic. */
const domainsMax = 200

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('traffic'))('title') }
}

export default async function TrafficPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor(path, 'message.read')
  const t = await getTranslations('traffic')
  const params = plainParams(await searchParams)
  const filter = listFilter(trafficFilter, params)
  const [traffic, hosts, domains] = await Promise.all([
    orNotFound(getTraffic(actor, filter)),
    may(actor, 'host.read') ? listHosts(actor) : null,
    listDomains(actor, {}, { limit: domainsMax }),
  ])
  return (
    <MessagesScope namespaces={['list']}>
      <PageHeader title={t('title')} sub={filter.domain ? t('subDomain', { domain: filter.domain }) : t('sub')} />
      <TrafficFilters
        path={path}
        params={params}
        range={traffic.range}
        hosts={hosts?.map(({ name }) => name) ?? null}
        domains={domains.rows.map(({ name }) => name)}
        csvHref={listHref('/api/v1/traffic.csv', params, {})}
      />
      <div className="flex flex-col gap-6">
        <TrafficTiles {...traffic} />
        <TrafficCharts {...traffic} />
        <TopLists top={traffic.top} rejections={traffic.rejections} />
      </div>
    </MessagesScope>
  )
}
