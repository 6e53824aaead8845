import { Globe, RotateCw } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActButton } from '#components/form/act-button'
import { AppliedTable } from '#components/hosts/applied-table'
import { ListSummary } from '#components/list/list-summary'
import { type ListParams, pageHrefs, plainParams } from '#components/list/list-url'
import { EmptyState } from '#components/ui/empty-state'
import { Pagination } from '#components/ui/pagination'
import { Section } from '#components/ui/section'
import { unicodeDomain } from '#lib/addresses/parse-domain'
import { may } from '#lib/auth/permissions'
import { applyStatus } from '#lib/changes/apply-status'
import { listDomains } from '#lib/domains/queries'
import { retryHost } from '../../actions'
import { hostOf } from '../host-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function HostAppliedPage({ params, searchParams }: Props) {
  const { actor, host } = await hostOf((await params).name)
  const t = await getTranslations('hosts')
  const query = plainParams(await searchParams)
  const page = await listDomains(actor, { host: host.id }, { cursor: query.cursor })
  const [here, unfinished] = await Promise.all([
    applyStatus(
      actor,
      page.rows.map(({ name }) => name),
      host.id,
    ),
    query.cursor === undefined ? applyStatus(actor, 'unfinished', host.id) : [],
  ])
  // What is not in order comes first, also where the domain itself is gone and only its removal waits.
  const seen = new Set(unfinished.map(({ domain }) => domain))
  const rows = [...unfinished, ...here.filter(({ domain }) => !seen.has(domain))]
  return (
    <Section
      title={t('applied.title', { host: host.name })}
      sub={t('applied.sub')}
      actions={
        unfinished.length > 0 &&
        may(actor, 'host.apply') && (
          <ActButton
            label={t('applied.applyNow')}
            look="primary"
            size="small"
            icon={<RotateCw aria-hidden />}
            action={retryHost}
            fields={{ $id: host.id }}
          />
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={<Globe aria-hidden />} title={t('applied.empty')}>
          {t('applied.emptyBody')}
        </EmptyState>
      ) : (
        <>
          <AppliedTable host={host.name} rows={rows.map((row) => ({ ...row, unicodeName: unicodeDomain(row.domain) }))} />
          <Pagination
            {...pageHrefs(`/hosts/${host.name}/applied`, query, page)}
            summary={<ListSummary total={page.total} exactText={t('counts.domains', { count: page.total.count })} />}
          />
        </>
      )}
    </Section>
  )
}
