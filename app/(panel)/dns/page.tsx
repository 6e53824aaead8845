import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProblemTable } from '#components/dns-status/problem-table'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { pageActor } from '#lib/auth/current-actor'
import { listDnsProblems } from '#lib/dns-status/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dns.list'))('title') }
}

export default async function DnsProblemsPage() {
  const actor = await pageActor('/dns', 'domain.read')
  const t = await getTranslations('dns.list')
  const { rows, total } = await listDnsProblems(actor)
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      {rows.length === 0 ? (
        <EmptyState icon={<CircleCheck aria-hidden />} title={t('empty')}>
          {t('emptyBody')}
        </EmptyState>
      ) : (
        <ProblemTable rows={rows} />
      )}
      {total > rows.length && <p className="mt-3 text-muted text-sm">{t('more', { count: total - rows.length })}</p>}
    </>
  )
}
