import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvColumns } from '#components/csv/csv-columns'
import { CsvImport } from '#components/csv/csv-import'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { mailboxCsvColumns } from '#lib/mailboxes/csv'
import { importFile } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes.import'))('titleMailboxes') }
}

export default async function ImportMailboxesPage() {
  await pageActor('/mailboxes/import')
  const what = (await getTranslations('mailboxes'))('title')
  const t = await getTranslations('mailboxes.import')
  return (
    <MessagesScope namespaces={['form', 'mailboxes']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('titleMailboxes')} sub={t('subMailboxes')} breadcrumbs={[{ label: what, href: '/mailboxes' }]} />
        <div className="flex flex-col gap-6">
          <Card>
            <CsvImport action={importFile} listHref="/mailboxes" />
          </Card>
          <Card title={t('columns')}>
            <CsvColumns {...mailboxCsvColumns} />
          </Card>
        </div>
      </div>
    </MessagesScope>
  )
}
