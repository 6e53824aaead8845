import { CirclePause, CirclePlay, Globe, Plus, Trash2, Users } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { GroupFilters } from '#components/groups/group-filters'
import { GroupTable } from '#components/groups/group-table'
import { BulkActions } from '#components/list/bulk-actions'
import { CsvButtons } from '#components/list/csv-buttons'
import { ListSummary } from '#components/list/list-summary'
import { isNarrowed, listHref, pageHrefs } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Pagination } from '#components/ui/pagination'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { listDomainNames } from '#lib/domains/queries'
import { listGroups } from '#lib/groups/queries'
import { groupFilter } from '#lib/groups/schema'
import { filterOf } from '#lib/web/bulk-form'
import { listFilter } from '#lib/web/list-filter'
import { AppliedScope } from '../applied-scope'
import { changeGroups } from './actions'
import { groupQuestion } from './question'

interface GroupListProps {
  actor: Actor
  path: string
  params: Record<string, string>
  /** On a domain's own page: its name. */
  domain?: string
}

const formId = 'groups-bulk'

export async function GroupList({ actor, path, params, domain }: GroupListProps) {
  const t = await getTranslations('groups')
  const list = await getTranslations('list.bulk')
  const filter = listFilter(groupFilter, { ...params, ...(domain && { domain }) })
  const page = await listGroups(actor, filter, { cursor: params.cursor })
  const writes = may(actor, 'group.write')
  const narrowed = isNarrowed(params)
  if (page.rows.length === 0 && !narrowed) return <GroupsEmpty actor={actor} domain={domain} />
  const chips = [
    ...(params.domain && !domain
      ? [{ label: t('filter.domain', { domain: params.domain }), withoutHref: listHref(path, params, { domain: null }) }]
      : []),
    ...(params.member
      ? [{ label: t('filter.member', { member: params.member }), withoutHref: listHref(path, params, { member: null }) }]
      : []),
  ]
  return (
    <AppliedScope actor={actor} domains={page.rows.map((row) => row.domain.name)}>
      <GroupFilters narrowed={chips} clearHref={narrowed ? path : undefined}>
        {domain && (
          <>
            <CsvButtons exportHref={`/groups/export?${new URLSearchParams({ ...params, domain })}`} />
            {writes && <AddGroup domain={domain} label={t('add')} />}
          </>
        )}
      </GroupFilters>
      {page.rows.length === 0 ? (
        <NoMatch search={params.search} clearHref={path} />
      ) : (
        <div className="flex flex-col gap-4">
          <GroupTable rows={page.rows} path={path} params={params} formId={writes ? formId : undefined} />
          <Pagination
            {...pageHrefs(path, params, page)}
            summary={<ListSummary total={page.total} exactText={t('count', { count: page.total.count })} />}
          />
        </div>
      )}
      {writes && (
        <BulkActions
          formId={formId}
          action={changeGroups}
          questionOf={groupQuestion}
          matching={{ filter: filterOf(filter), ...page.total }}
          verbs={[
            { verb: 'enable', label: list('enable'), icon: <CirclePlay aria-hidden /> },
            {
              verb: 'disable',
              label: list('disable'),
              icon: <CirclePause aria-hidden />,
              confirm: { title: t('bulk.disableTitle', { count: '{count}' }), body: t('bulk.disableBody'), label: list('disable') },
            },
            {
              verb: 'delete',
              label: list('delete'),
              icon: <Trash2 aria-hidden />,
              confirm: {
                title: t('bulk.deleteTitle', { count: '{count}' }),
                body: t('bulk.deleteBody'),
                label: list('delete'),
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

export function AddGroup({ label, domain }: { label: string; domain?: string }) {
  return (
    <LinkButton href={domain ? `/groups/new?${new URLSearchParams({ domain })}` : '/groups/new'} look="primary" icon={<Plus aria-hidden />}>
      {label}
    </LinkButton>
  )
}

async function GroupsEmpty({ actor, domain }: { actor: Actor; domain?: string }) {
  const t = await getTranslations('groups')
  const hasDomain = domain !== undefined || (await listDomainNames(actor, '', 1)).length > 0
  const step = hasDomain ? (
    <AddGroup domain={domain} label={t('add')} />
  ) : (
    <LinkButton href="/domains/new">{t('empty.addDomain')}</LinkButton>
  )
  return (
    <EmptyState
      icon={hasDomain ? <Users aria-hidden /> : <Globe aria-hidden />}
      title={t('empty.title')}
      actions={may(actor, 'group.write') && step}
    >
      {hasDomain ? t('empty.body') : t('empty.noDomain')}
    </EmptyState>
  )
}
