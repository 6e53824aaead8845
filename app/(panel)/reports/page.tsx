import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReportsOverview } from '#components/received-reports/reports-overview'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getReportsOverview } from '#lib/received-reports/overview'
import { daysOf } from '#lib/web/days-of'
import { ReportsHeader } from './reports-header'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

export default async function ReportsPage({ searchParams }: { searchParams: Promise<{ days?: string | string[] }> }) {
  const actor = await pageActor('/reports', 'report.read')
  const offers = { import: may(actor, 'report.write'), inbox: may(actor, 'settings.write') }
  return (
    <>
      <ReportsHeader active="overview" mayImport={offers.import} />
      <ReportsOverview overview={await getReportsOverview(actor, daysOf((await searchParams).days))} offers={offers} />
    </>
  )
}
