import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GroupForm } from '#components/groups/group-form'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { listDomainNames } from '#lib/domains/queries'
import { addGroup } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('new.title') }
}

export default async function NewGroupPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/groups/new', 'group.write')
  const { domain, address } = plainParams(await searchParams)
  const t = await getTranslations('groups')
  const domains = await listDomainNames(actor, '', 200)
  return (
    <MessagesScope namespaces={['form']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('new.title')} sub={t('sub')} breadcrumbs={[{ label: t('title'), href: '/groups' }]} />
        <Card>
          <GroupForm
            action={addGroup}
            domains={domains.map(({ name, unicodeName }) => ({ name, unicodeName }))}
            initial={{ address: address ?? (domain ? `@${domain}` : ''), enabled: true, whoMayPost: 'anyone' }}
            cancelHref={domain ? `/domains/${encodeURIComponent(domain)}/groups` : '/groups'}
          />
        </Card>
      </div>
    </MessagesScope>
  )
}
