import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvButtons } from '#components/list/csv-buttons'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { AddGroup, GroupList } from './group-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('title') }
}

export default async function GroupsPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/groups')
  const t = await getTranslations('groups')
  const params = plainParams(await searchParams)
  const writes = may(actor, 'group.write')
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            <CsvButtons exportHref={`/groups/export?${new URLSearchParams(params)}`} importHref={writes ? '/groups/import' : undefined} />
            {writes && <AddGroup label={t('add')} />}
          </>
        }
      />
      <GroupList actor={actor} path="/groups" params={params} />
    </MessagesScope>
  )
}
