import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvColumns } from '#components/csv/csv-columns'
import { CsvImport } from '#components/csv/csv-import'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { aliasCsvColumns } from '#lib/aliases/csv'
import { pageActor } from '#lib/auth/current-actor'
import { importFile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes.import'))('titleAliases') }
}

export default async function ImportAliasesPage() {
  await pageActor('/aliases/import')
  const what = (await getTranslations('aliases'))('title')
  const t = await getTranslations('mailboxes.import')
  return (
    <MessagesScope namespaces={['form', 'mailboxes']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('titleAliases')} sub={t('subAliases')} breadcrumbs={[{ label: what, href: '/aliases' }]} />
        <div className="flex flex-col gap-6">
          <Card>
            <CsvImport action={importFile} listHref="/aliases" />
          </Card>
          <Card title={t('columns')}>
            <CsvColumns {...aliasCsvColumns} />
          </Card>
        </div>
      </div>
    </MessagesScope>
  )
}
