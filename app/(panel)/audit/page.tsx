import { Download, ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuditFilter } from '#components/audit/audit-filter'
import { AuditTable } from '#components/audit/audit-table'
import { VerifyChain } from '#components/audit/verify-chain'
import { ListRows } from '#components/list/list-rows'
import { isNarrowed, type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { listActors, listChanges } from '#lib/audit/queries'
import { auditFilter } from '#lib/audit/schema'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listFilter } from '#lib/web/list-filter'
import { verifyAudit } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/audit')
  const t = await getTranslations('audit')
  const params = plainParams(await searchParams)
  const [page, actors] = await Promise.all([
    listChanges(actor, listFilter(auditFilter, params), { cursor: params.cursor }),
    listActors(actor),
  ])
  const narrowed = isNarrowed(params)
  return (
    <MessagesScope namespaces={['audit', 'form']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            <LinkButton href={`/audit/export?${new URLSearchParams(params)}`} prefetch={false} icon={<Download aria-hidden />}>
              {t('csv')}
            </LinkButton>
            <LinkButton
              href={`/audit/export?${new URLSearchParams({ ...params, format: 'ndjson' })}`}
              prefetch={false}
              title={t('ndjsonHelp')}
              icon={<Download aria-hidden />}
            >
              {t('ndjson')}
            </LinkButton>
          </>
        }
      />
      {may(actor, 'audit.verify') && <VerifyChain action={verifyAudit} />}
      <AuditFilter params={params} actors={actors} />
      <ListRows
        page={page}
        path="/audit"
        params={params}
        count={t('total', { count: page.total.count })}
        empty={
          <EmptyState
            icon={<ScrollText aria-hidden />}
            title={narrowed ? t('none') : t('empty')}
            actions={narrowed && <LinkButton href="/audit">{t('filter.clear')}</LinkButton>}
          >
            {narrowed ? t('noneBody') : t('emptyBody')}
          </EmptyState>
        }
      >
        <AuditTable rows={page.rows} />
      </ListRows>
    </MessagesScope>
  )
}
