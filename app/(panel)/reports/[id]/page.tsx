import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReportDetail } from '#components/received-reports/report-detail'
import { PageHeader } from '#components/shell/page-header'
import { LinkButton } from '#components/ui/link-button'
import { pageActor } from '#lib/auth/current-actor'
import { getReport } from '#lib/received-reports/queries'
import { orNotFound } from '#lib/web/or-not-found'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports.report'))('untitled') }
}

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await pageActor(`/reports/${id}`, 'report.read')
  const report = await orNotFound(getReport(actor, id))
  const t = await getTranslations('reports')
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: t('title'), href: '/reports' },
          { label: t('tab.received'), href: '/reports/received' },
        ]}
        title={report.organisation ? t('report.title', { organisation: report.organisation }) : t('report.untitled')}
        actions={
          <LinkButton href={`/reports/${report.id}/original`} prefetch={false} download icon={<Download aria-hidden />}>
            {t('report.original')}
          </LinkButton>
        }
      />
      <ReportDetail report={report} />
    </>
  )
}
