import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { statesOf } from '#components/domains/applied-answer'
import { AppliedWatch } from '#components/domains/applied-watch'
import { DomainBulk } from '#components/domains/domain-bulk'
import { DomainFilters } from '#components/domains/domain-filters'
import { appliedName, DomainTable } from '#components/domains/domain-table'
import { DomainsEmpty } from '#components/domains/domains-empty'
import { CsvButtons } from '#components/list/csv-buttons'
import { ListRows } from '#components/list/list-rows'
import { isNarrowed, type ListParams, plainParams } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { NoDomains } from '#components/overview/no-domains'
import { PageHeader } from '#components/shell/page-header'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { applyStatus } from '#lib/changes/apply-status'
import { listDomains } from '#lib/domains/queries'
import { domainFilter } from '#lib/domains/schema'
import { listHosts } from '#lib/hosts/queries'
import { filterOf } from '#lib/web/bulk-form'
import { listFilter } from '#lib/web/list-filter'
import { changeDomains } from './actions'
import { domainQuestion } from './question'

const formId = 'domains-bulk'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('domains'))('title') }
}

export default async function DomainsPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/domains')
  const params = plainParams(await searchParams)
  const t = await getTranslations('domains')
  const filter = listFilter(domainFilter, params)
  const [page, hosts] = await Promise.all([
    listDomains(actor, filter, { cursor: params.cursor }),
    may(actor, 'host.read') ? listHosts(actor) : null,
  ])
  const applied = await applyStatus(actor, [...new Set(page.rows.map(appliedName))])
  const writes = may(actor, 'domain.write')
  const narrowed = isNarrowed(params)
  const empty = page.rows.length === 0
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            {!empty && <CsvButtons exportHref={`/domains/export?${new URLSearchParams(params)}`} />}
            {writes && hosts !== null && hosts.length > 0 && (
              <LinkButton href="/domains/new" look="primary" icon={<Plus aria-hidden />}>
                {t('add')}
              </LinkButton>
            )}
          </>
        }
      />
      {empty && !narrowed ? (
        hosts === null ? (
          <NoDomains />
        ) : (
          <DomainsEmpty hasHost={hosts.length > 0} writes={writes} />
        )
      ) : (
        <>
          <DomainFilters hosts={hosts ?? []} clearHref={narrowed ? '/domains' : undefined} />
          <ListRows
            page={page}
            path="/domains"
            params={params}
            count={t('count', { count: page.total.count })}
            empty={<NoMatch search={params.search} clearHref="/domains" />}
          >
            <DomainTable rows={page.rows} path="/domains" params={params} formId={writes ? formId : undefined} applied={applied} />
          </ListRows>
          <AppliedWatch drawn={statesOf(applied)} />
          {writes && (
            <DomainBulk
              formId={formId}
              action={changeDomains}
              questionOf={domainQuestion}
              matching={{ filter: filterOf(filter), ...page.total }}
            />
          )}
        </>
      )}
    </MessagesScope>
  )
}
