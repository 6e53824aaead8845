import { Layers } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FailureBanner } from '#components/hosts/failure-banner'
import { GenerationTable } from '#components/hosts/generation-table'
import { EmptyState } from '#components/ui/empty-state'
import { Pagination } from '#components/ui/pagination'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import { unicodeDomain } from '#lib/addresses/parse-domain'
import { listGenerations } from '#lib/changes/generations'
import { asked } from '../asked'
import { hostOf } from '../host-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ before?: string }> }

const pageSize = 25

export default async function GenerationsPage({ params, searchParams }: Props) {
  const { name } = await params
  const before = Number((await searchParams).before)
  const t = await getTranslations('hosts.generations')
  return (
    <Section title={t('title')} sub={t('sub')}>
      <Suspense fallback={<Skeleton rows={6} label={t('caption')} />}>
        <Generations name={name} before={Number.isInteger(before) && before > 0 ? before : null} />
      </Suspense>
    </Section>
  )
}

async function Generations({ name, before }: { name: string; before: number | null }) {
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.generations')
  const found = await asked(listGenerations(actor, host.id, before, pageSize + 1))
  if (!found.ok) return <FailureBanner title={t('failed')} code={found.code} />
  const rows = found.answer.slice(0, pageSize).map((generation) => ({
    ...generation,
    domains: generation.domains.map((domain) => ({ name: domain, unicodeName: unicodeDomain(domain) })),
  }))
  const last = rows.at(-1)
  if (!last) {
    return (
      <EmptyState icon={<Layers aria-hidden />} title={t('empty')}>
        {t('emptyBody')}
      </EmptyState>
    )
  }
  const path = `/hosts/${host.name}/generations`
  return (
    <>
      <GenerationTable host={host.name} current={host.generation} rows={rows} />
      <Pagination
        previousHref={before === null ? undefined : path}
        nextHref={found.answer.length > pageSize ? `${path}?before=${last.generation}` : undefined}
      />
    </>
  )
}
