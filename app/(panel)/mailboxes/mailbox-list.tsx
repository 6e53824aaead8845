import { Globe, Inbox, Plus } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { CsvButtons } from '#components/list/csv-buttons'
import { ListSummary } from '#components/list/list-summary'
import { isNarrowed, listHref, pageHrefs } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { MailboxBulk } from '#components/mailboxes/mailbox-bulk'
import { MailboxFilters } from '#components/mailboxes/mailbox-filters'
import { MailboxTable } from '#components/mailboxes/mailbox-table'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Pagination } from '#components/ui/pagination'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { listDomainNames } from '#lib/domains/queries'
import { listMailboxes, listTags } from '#lib/mailboxes/queries'
import { mailboxFilter } from '#lib/mailboxes/schema'
import { filterOf } from '#lib/web/bulk-form'
import { listFilter } from '#lib/web/list-filter'
import { AppliedScope } from '../applied-scope'
import { changeMailboxes } from './actions'
import { mailboxQuestion } from './question'

interface MailboxListProps {
  actor: Actor
  path: string
  params: Record<string, string>
  /** On a domain's own page: its name. */
  domain?: string
}

const formId = 'mailboxes-bulk'

export async function MailboxList({ actor, path, params, domain }: MailboxListProps) {
  const t = await getTranslations('mailboxes')
  const filter = listFilter(mailboxFilter, { ...params, ...(domain && { domain }) })
  const [page, tags] = await Promise.all([listMailboxes(actor, filter, { cursor: params.cursor }), listTags(actor)])
  const writes = may(actor, 'mailbox.write')
  const narrowed = isNarrowed(params)
  if (page.rows.length === 0 && !narrowed) return <MailboxesEmpty actor={actor} domain={domain} />
  const chip = params.domain &&
    !domain && { label: t('filter.domain', { domain: params.domain }), withoutHref: listHref(path, params, { domain: null }) }
  return (
    <AppliedScope actor={actor} domains={page.rows.map((row) => row.domain.name)}>
      <MailboxFilters tags={tags} narrowed={chip ? [chip] : []} clearHref={narrowed ? path : undefined}>
        {domain && (
          <>
            <CsvButtons exportHref={`/mailboxes/export?${new URLSearchParams({ ...params, domain })}`} />
            {writes && <AddMailbox domain={domain} label={t('add')} />}
          </>
        )}
      </MailboxFilters>
      {page.rows.length === 0 ? (
        <NoMatch search={params.search} clearHref={path} />
      ) : (
        <div className="flex flex-col gap-4">
          <MailboxTable rows={page.rows} path={path} params={params} formId={writes ? formId : undefined} />
          <Pagination
            {...pageHrefs(path, params, page)}
            summary={<ListSummary total={page.total} exactText={t('count', { count: page.total.count })} />}
          />
        </div>
      )}
      {writes && (
        <MailboxBulk
          formId={formId}
          action={changeMailboxes}
          questionOf={mailboxQuestion}
          matching={{ filter: filterOf(filter), ...page.total }}
        />
      )}
    </AppliedScope>
  )
}

export function AddMailbox({ label, domain }: { label: string; domain?: string }) {
  return (
    <LinkButton
      href={domain ? `/mailboxes/new?${new URLSearchParams({ domain })}` : '/mailboxes/new'}
      look="primary"
      icon={<Plus aria-hidden />}
    >
      {label}
    </LinkButton>
  )
}

async function MailboxesEmpty({ actor, domain }: { actor: Actor; domain?: string }) {
  const t = await getTranslations('mailboxes')
  const hasDomain = domain !== undefined || (await listDomainNames(actor, '', 1)).length > 0
  const step = hasDomain ? (
    <AddMailbox domain={domain} label={t('add')} />
  ) : (
    <LinkButton href="/domains/new">{t('empty.addDomain')}</LinkButton>
  )
  return (
    <EmptyState
      icon={hasDomain ? <Inbox aria-hidden /> : <Globe aria-hidden />}
      title={t('empty.title')}
      actions={may(actor, 'mailbox.write') && step}
    >
      {hasDomain ? t('empty.body') : t('empty.noDomain')}
    </EmptyState>
  )
}
