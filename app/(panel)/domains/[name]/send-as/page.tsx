import { UserRoundCheck } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { domainPath } from '#components/domains/domain-table'
import { type ListParams, pageHrefs, plainParams } from '#components/list/list-url'
import { SendAsForm } from '#components/send-as/send-as-form'
import { SendAsTable } from '#components/send-as/send-as-table'
import { Card } from '#components/ui/card'
import { EmptyState } from '#components/ui/empty-state'
import { Pagination } from '#components/ui/pagination'
import { may } from '#lib/auth/permissions'
import { listSendAs } from '#lib/send-as/queries'
import { addGrant, removeGrant } from '../../../send-as-actions'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function DomainSendAsPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  const query = plainParams(await searchParams)
  const t = await getTranslations('groups.sendAs')
  const page = await listSendAs(actor, { domain: domain.name }, { cursor: query.cursor })
  const writes = may(actor, 'send-as.write')
  return (
    <div className="flex flex-col gap-6">
      {page.rows.length === 0 ? (
        <EmptyState icon={<UserRoundCheck aria-hidden />} title={t('noneTitle')}>
          {t('noneHere')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <SendAsTable rows={page.rows} removeAction={writes ? removeGrant : undefined} />
          <Pagination {...pageHrefs(`${domainPath(domain)}/send-as`, query, page)} />
        </div>
      )}
      {writes && (
        <Card title={t('newTitle')} sub={t('sub')}>
          <SendAsForm key={page.total.count} action={addGrant} domain={domain.name} />
        </Card>
      )}
    </div>
  )
}
