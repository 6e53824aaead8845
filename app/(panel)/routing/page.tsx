import { Route } from 'lucide-react'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { type ListParams, plainParams } from '#components/list/list-url'
import { RouteAnswer } from '#components/routing/route-answer'
import { RouteForm } from '#components/routing/route-form'
import { SendAnswer } from '#components/routing/send-answer'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { Skeleton } from '#components/ui/skeleton'
import { Tabs } from '#components/ui/tabs'
import type { AdministratorActor } from '#lib/auth/actor'
import { pageActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'
import { RefusedError } from '#lib/outcome'
import { explainRoute } from '#lib/routing/explain-route'
import { explainSending } from '#lib/routing/explain-sending'
import { sentence } from '#lib/web/sentence'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing'))('title') }
}

export default async function RoutingPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/routing', 'alias.read')
  const t = await getTranslations('routing')
  const params = plainParams(await searchParams)
  const sending = params.ask === 'send'
  const asked = sending ? params.login !== undefined && params.sender !== undefined : params.address !== undefined
  return (
    <MessagesScope>
      <PageHeader title={t('title')} sub={t('sub')} />
      <div className="flex flex-col gap-6">
        <Tabs
          label={t('tabs')}
          active={sending ? 'send' : 'receive'}
          tabs={[
            { key: 'receive', label: t('receive'), href: '/routing' },
            { key: 'send', label: t('send'), href: '/routing?ask=send' },
          ]}
        />
        <RouteForm sending={sending} values={params} />
        {asked ? (
          <Suspense key={JSON.stringify(params)} fallback={<Skeleton rows={5} label={t('steps')} />}>
            <Answer actor={actor} sending={sending} params={params} />
          </Suspense>
        ) : (
          <EmptyState icon={<Route aria-hidden />} title={t('start')}>
            {t('startBody')}
          </EmptyState>
        )}
      </div>
    </MessagesScope>
  )
}

type AnswerProps = { actor: AdministratorActor; sending: boolean; params: Readonly<Record<string, string>> }

async function Answer({ actor, sending, params: { address = '', login = '', sender = '' } }: AnswerProps) {
  const answer = await orWhyNot(
    sending
      ? explainSending(actor, { login, sender }).then((view) => <SendAnswer view={view} />)
      : explainRoute(actor, address).then((view) => <RouteAnswer view={view} />),
  )
  if (!('why' in answer)) return answer
  const locale = await getLocale()
  const words = answer.why.map(([kind, code]) => sentence(locale, kind, code) ?? code)
  return <Banner tone="bad" title={words.join(' ')} />
}

/** What was asked about may be no address, or not the asker's: that is said where the answer would stand. */
async function orWhyNot<T extends object>(asked: Promise<T>): Promise<T | { why: ['refusal' | 'failure', string][] }> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof RefusedError) return { why: error.refusals.map(({ code }) => ['refusal', code]) }
    if (error instanceof AppError) return { why: [['failure', error.code]] }
    throw error
  }
}
