import { History } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ChangeTable } from '#components/changes/change-table'
import { domainPath } from '#components/domains/domain-table'
import { type ListParams, pageHrefs, plainParams } from '#components/list/list-url'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Pagination } from '#components/ui/pagination'
import { Section } from '#components/ui/section'
import { listAppliedChanges } from '#lib/changes/list-changes'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function DomainChangesPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  const query = plainParams(await searchParams)
  const t = await getTranslations('domains.changes')
  const page = await listAppliedChanges(actor, { domain: domain.name }, { cursor: query.cursor }, null)
  if (page.rows.length === 0) {
    return (
      <EmptyState icon={<History aria-hidden />} title={t('title', { name: domain.unicodeName })}>
        {t('none')}
      </EmptyState>
    )
  }
  return (
    <Section
      title={t('title', { name: domain.unicodeName })}
      actions={
        <LinkButton size="small" href={`/audit?${new URLSearchParams({ domain: domain.name })}`}>
          {t('all')}
        </LinkButton>
      }
    >
      <ChangeTable rows={page.rows} />
      <Pagination {...pageHrefs(`${domainPath(domain)}/changes`, query, page)} />
    </Section>
  )
}
