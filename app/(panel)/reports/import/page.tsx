import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReportUpload } from '#components/received-reports/report-upload'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { TextLink } from '#components/ui/text-link'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { ReportsHeader } from '../reports-header'
import { bringReports } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports.import'))('title') }
}

export default async function ImportReportsPage() {
  const actor = await pageActor('/reports/import', 'report.write')
  const t = await getTranslations('reports')
  const code = (words: React.ReactNode) => <code className="break-all font-mono text-sm">{words}</code>
  return (
    <MessagesScope namespaces={['form', 'reports']}>
      <ReportsHeader active="import" mayImport />
      <div className="flex max-w-4xl flex-col gap-6">
        <Card title={t('import.title')} sub={t('import.sub')}>
          <ReportUpload action={bringReports} />
        </Card>
        <Card title={t('import.otherWays')}>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>
              {t('import.otherWaysInbox')} {may(actor, 'settings.read') && <TextLink href="/settings/reports">{t('inbox.title')}</TextLink>}
            </li>
            <li>{t.rich('import.otherWaysCli', { code })}</li>
          </ul>
        </Card>
      </div>
    </MessagesScope>
  )
}
