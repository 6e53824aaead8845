import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache, Suspense } from 'react'
import { ChangeFacts } from '#components/changes/change-facts'
import { ChangeFields } from '#components/changes/change-fields'
import { ChangeNeighbours } from '#components/changes/change-neighbours'
import { ChangeWhat } from '#components/changes/change-what'
import { FailureText } from '#components/changes/failure-text'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { Address } from '#components/ui/address'
import { AppliedState } from '#components/ui/applied-state'
import { Card } from '#components/ui/card'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import { getChange, listChanges } from '#lib/audit/queries'
import { pageActor } from '#lib/auth/current-actor'
import { seesAll } from '#lib/auth/scope'
import { withApplied } from '#lib/changes/list-changes'
import { orNotFound } from '#lib/web/or-not-found'
import { ChangeLines } from './change-lines'

type Params = { params: Promise<{ revision: string }> }

const changeOf = cache(async (revision: string) => {
  const actor = await pageActor(`/changes/${revision}`)
  return { actor, change: await orNotFound(getChange(actor, revision)) }
})

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const t = await getTranslations('changes.page')
  return { title: t('title', { id: (await params).revision }) }
}

export default async function ChangePage({ params }: Params) {
  const { actor, change: entry } = await changeOf((await params).revision)
  const t = await getTranslations('changes')
  const [[change = { ...entry, applied: [] }], newest] = await Promise.all([
    withApplied(actor, [entry]),
    listChanges(actor, {}, { limit: 1 }),
  ])
  return (
    <>
      <PageHeader
        title={<Address value={change.subjectUnicodeName} ascii={change.subjectName} />}
        badges={<ChangeWhat action={change.action} kind={change.subjectKind} />}
        breadcrumbs={[{ label: t('title'), href: '/changes' }]}
        actions={<LiveRefresh url="/api/live/apply" drawnAt={new Date().toISOString()} />}
        sub={change.applied.map(({ code, ...view }) => (
          <AppliedState key={view.hostId} view={view} actions={code && <FailureText code={code} />} />
        ))}
      />
      <div className="flex flex-col gap-6">
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <Section title={t('page.fields')}>
            <ChangeFields before={change.before} after={change.after} />
          </Section>
          <Card title={t('page.facts')}>
            <ChangeFacts change={change} />
          </Card>
        </div>
        <Section title={t('page.lines')}>
          <Suspense fallback={<Skeleton rows={3} label={t('page.loading')} />}>
            <ChangeLines actor={actor} change={change} />
          </Suspense>
        </Section>
        {seesAll(actor) && <ChangeNeighbours revision={change.revision} newest={newest.rows[0]?.revision === change.revision} />}
      </div>
    </>
  )
}
