import { Globe, Plus } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import type { ComponentType, ReactNode } from 'react'
import { statesOf } from '#components/domains/applied-answer'
import { AppliedWatch } from '#components/domains/applied-watch'
import { AddressBulk, type AddressBulkProps } from '#components/list/address-bulk'
import type { AddressNoun, AddressRow, TableInList } from '#components/list/address-table'
import { CsvButtons } from '#components/list/csv-buttons'
import { ListRows } from '#components/list/list-rows'
import { ListToolbar } from '#components/list/list-toolbar'
import { isNarrowed, listHref } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import type { Actor } from '#lib/auth/actor'
import { applyStatus } from '#lib/changes/apply-status'
import { listDomainNames } from '#lib/domains/queries'
import type { Page } from '#lib/outcome'
import { filterOf } from '#lib/web/bulk-form'

/** Where a list stands: on a page of its own, or on that of a domain. */
export interface ListPlace {
  actor: Actor
  path: string
  params: Record<string, string>
  /** On a domain's own page: its name. */
  domain?: string
}

interface ListFrame extends ListPlace {
  noun: AddressNoun
  /** For a noun that has no address yet. */
  icon: ReactNode
  writes: boolean
  /** A way from the list's own page to what belongs to it. */
  aside?: ReactNode
}

interface AddressListProps<Row> extends ListFrame, Pick<AddressBulkProps, 'action' | 'questionOf'> {
  /** What the URL asks for, and what was found. */
  filter: object
  page: Page<Row>
  /** <FilterSelect>s. */
  filters: ReactNode
  /** Filters that have no control: the words for each parameter that the URL has. */
  narrowed: Readonly<Record<string, string | undefined>>
  Table: ComponentType<TableInList<Row>>
  Bulk?: ComponentType<AddressBulkProps>
}

/** The addresses of one kind, all of them or those of a domain. A noun brings its rows, columns, filters and verbs; the rest is here. */
export async function AddressList<Row extends AddressRow>(props: AddressListProps<Row>) {
  const { actor, noun, path, params, domain, page, filter, writes, action, questionOf, Table, Bulk = AddressBulk } = props
  const t = await getTranslations(noun)
  const applied = await applyStatus(actor, [...new Set(page.rows.map((row) => row.domain.name))])
  const formId = `${noun}-bulk`
  const narrowed = isNarrowed(params)
  const actions = <ListActions {...props} />
  const chips = Object.entries(props.narrowed).flatMap(([name, label]) =>
    label && !(domain && name === 'domain') ? [{ label, withoutHref: listHref(path, params, { [name]: null }) }] : [],
  )
  const list =
    page.rows.length === 0 && !narrowed ? (
      <NoAddress {...props} />
    ) : (
      <>
        <ListToolbar
          searchLabel={t('search')}
          narrowed={chips}
          clearHref={narrowed ? path : undefined}
          actions={domain ? actions : undefined}
        >
          {props.filters}
        </ListToolbar>
        <ListRows
          page={page}
          path={path}
          params={params}
          count={t('count', { count: page.total.count })}
          empty={<NoMatch search={params.search} clearHref={path} />}
        >
          <Table rows={page.rows} path={path} params={params} formId={writes ? formId : undefined} applied={applied} />
        </ListRows>
        <AppliedWatch drawn={statesOf(applied)} />
        {writes && (
          <Bulk
            noun={noun}
            formId={formId}
            action={action}
            questionOf={questionOf}
            matching={{ filter: filterOf(filter), ...page.total }}
          />
        )}
      </>
    )
  if (domain) return list
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <PageHeader title={t('title')} sub={t('sub')} actions={actions} />
      {list}
    </MessagesScope>
  )
}

function ListActions({ noun, params, domain, writes, aside }: ListFrame) {
  const exported = new URLSearchParams({ ...params, ...(domain && { domain }) })
  return (
    <>
      {!domain && aside}
      <CsvButtons exportHref={`/${noun}/export?${exported}`} importHref={writes && !domain ? `/${noun}/import` : undefined} />
      {writes && <AddAddress noun={noun} domain={domain} />}
    </>
  )
}

async function AddAddress({ noun, domain }: { noun: AddressNoun; domain?: string }) {
  const t = await getTranslations(noun)
  const query = domain ? `?${new URLSearchParams({ domain })}` : ''
  return (
    <LinkButton href={`/${noun}/new${query}`} look="primary" icon={<Plus aria-hidden />}>
      {t('add')}
    </LinkButton>
  )
}

/** The first step: an address, or before it a domain. */
async function NoAddress({ actor, noun, icon, domain, writes }: ListFrame) {
  const t = await getTranslations(noun)
  const hasDomain = domain !== undefined || (await listDomainNames(actor, '', 1)).length > 0
  const step = hasDomain ? <AddAddress noun={noun} domain={domain} /> : <LinkButton href="/domains/new">{t('empty.addDomain')}</LinkButton>
  return (
    <EmptyState icon={hasDomain ? icon : <Globe aria-hidden />} title={t('empty.title')} actions={writes && step}>
      {hasDomain ? t('empty.body') : t('empty.noDomain')}
    </EmptyState>
  )
}
