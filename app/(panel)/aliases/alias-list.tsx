import { AtSign, CirclePause, CirclePlay, Globe, Plus, Trash2 } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { AliasFilters } from '#components/aliases/alias-filters'
import { AliasTable } from '#components/aliases/alias-table'
import { BulkActions } from '#components/list/bulk-actions'
import { CsvButtons } from '#components/list/csv-buttons'
import { ListSummary } from '#components/list/list-summary'
import { isNarrowed, listHref, pageHrefs } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Pagination } from '#components/ui/pagination'
import { listAliases } from '#lib/aliases/queries'
import { aliasFilter } from '#lib/aliases/schema'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { listDomainNames } from '#lib/domains/queries'
import { filterOf } from '#lib/web/bulk-form'
import { listFilter } from '#lib/web/list-filter'
import { AppliedScope } from '../applied-scope'
import { changeAliases } from './actions'
import { aliasQuestion } from './question'

interface AliasListProps {
  actor: Actor
  path: string
  params: Record<string, string>
  /** On a domain's own page: its name. */
  domain?: string
}

const formId = 'aliases-bulk'

export async function AliasList({ actor, path, params, domain }: AliasListProps) {
  const t = await getTranslations('aliases')
  const list = await getTranslations('list')
  const filter = listFilter(aliasFilter, { ...params, ...(domain && { domain }) })
  const page = await listAliases(actor, filter, { cursor: params.cursor })
  const writes = may(actor, 'alias.write')
  const narrowed = isNarrowed(params)
  if (page.rows.length === 0 && !narrowed) return <AliasesEmpty actor={actor} domain={domain} />
  const chips = [
    ...(params.domain && !domain
      ? [{ label: t('filter.domain', { domain: params.domain }), withoutHref: listHref(path, params, { domain: null }) }]
      : []),
    ...(params.destination
      ? [
          {
            label: t('filter.destination', { destination: params.destination }),
            withoutHref: listHref(path, params, { destination: null }),
          },
        ]
      : []),
  ]
  return (
    <AppliedScope actor={actor} domains={page.rows.map((row) => row.domain.name)}>
      <AliasFilters narrowed={chips} clearHref={narrowed ? path : undefined}>
        {domain && (
          <>
            <CsvButtons exportHref={`/aliases/export?${new URLSearchParams({ ...params, domain })}`} />
            {writes && <AddAlias domain={domain} label={t('add')} />}
          </>
        )}
      </AliasFilters>
      {page.rows.length === 0 ? (
        <NoMatch search={params.search} clearHref={path} />
      ) : (
        <div className="flex flex-col gap-4">
          <AliasTable rows={page.rows} path={path} params={params} formId={writes ? formId : undefined} />
          <Pagination
            {...pageHrefs(path, params, page)}
            summary={<ListSummary total={page.total} exactText={t('count', { count: page.total.count })} />}
          />
        </div>
      )}
      {writes && (
        <BulkActions
          formId={formId}
          action={changeAliases}
          questionOf={aliasQuestion}
          matching={{ filter: filterOf(filter), ...page.total }}
          verbs={[
            { verb: 'enable', label: list('bulk.enable'), icon: <CirclePlay aria-hidden /> },
            {
              verb: 'disable',
              label: list('bulk.disable'),
              icon: <CirclePause aria-hidden />,
              confirm: { title: t('bulk.disableTitle', { count: '{count}' }), body: t('bulk.disableBody'), label: list('bulk.disable') },
            },
            {
              verb: 'delete',
              label: list('bulk.delete'),
              icon: <Trash2 aria-hidden />,
              confirm: {
                title: t('bulk.deleteTitle', { count: '{count}' }),
                body: t('bulk.deleteBody'),
                label: list('bulk.delete'),
                danger: true,
                typeCount: true,
              },
            },
          ]}
        />
      )}
    </AppliedScope>
  )
}

export function AddAlias({ label, domain }: { label: string; domain?: string }) {
  return (
    <LinkButton
      href={domain ? `/aliases/new?${new URLSearchParams({ domain })}` : '/aliases/new'}
      look="primary"
      icon={<Plus aria-hidden />}
    >
      {label}
    </LinkButton>
  )
}

async function AliasesEmpty({ actor, domain }: { actor: Actor; domain?: string }) {
  const t = await getTranslations('aliases')
  const hasDomain = domain !== undefined || (await listDomainNames(actor, '', 1)).length > 0
  if (!hasDomain) {
    const step = <LinkButton href="/domains/new">{t('empty.addDomain')}</LinkButton>
    return (
      <EmptyState icon={<Globe aria-hidden />} title={t('empty.title')} actions={may(actor, 'domain.write') && step}>
        {t('empty.noDomain')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<AtSign aria-hidden />}
      title={t('empty.title')}
      actions={may(actor, 'alias.write') && <AddAlias domain={domain} label={t('add')} />}
    >
      {t('empty.body')}
    </EmptyState>
  )
}
