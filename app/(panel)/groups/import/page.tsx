import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvColumns } from '#components/csv/csv-columns'
import { CsvImport } from '#components/csv/csv-import'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { groupCsvColumns } from '#lib/groups/csv'
import { importFile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes.import'))('titleGroups') }
}

export default async function ImportGroupsPage() {
  await pageActor('/groups/import')
  const what = (await getTranslations('groups'))('title')
  const t = await getTranslations('mailboxes.import')
  return (
    <MessagesScope namespaces={['form', 'mailboxes']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('titleGroups')} sub={t('subGroups')} breadcrumbs={[{ label: what, href: '/groups' }]} />
        <div className="flex flex-col gap-6">
          <Card>
            <CsvImport action={importFile} listHref="/groups" />
          </Card>
          <Card title={t('columns')}>
            <CsvColumns {...groupCsvColumns} />
          </Card>
        </div>
      </div>
    </MessagesScope>
  )
}
