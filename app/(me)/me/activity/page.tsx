import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FoldersSection, SessionsSection, SignInsSection } from '#components/activity/activity-sections'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { Skeleton } from '#components/ui/skeleton'
import { listFolders, listMailSessions, listMailSignIns } from '#lib/activity/queries'
import type { MailboxActor } from '#lib/auth/actor'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getPublicSettings } from '#lib/settings/queries'
import { endSessions } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('activity'))('title') }
}

export default async function OwnActivityPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = mailboxActor(await pageMailbox('/me/activity'))
  const params = plainParams(await searchParams)
  const [signIns, { signInDays }, t] = await Promise.all([
    listMailSignIns(actor, actor.id, { cursor: params.cursor, limit: 25 }),
    getPublicSettings(),
    getTranslations('activity'),
  ])
  return (
    <MessagesScope namespaces={['activity', 'appPasswords', 'form']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <div className="flex flex-col gap-8">
        <Suspense fallback={<Skeleton rows={2} label={t('asking')} />}>
          <Sessions actor={actor} />
        </Suspense>
        <SignInsSection page={signIns} days={signInDays} path="/me/activity" params={params} />
        <Suspense fallback={<Skeleton rows={4} label={t('asking')} />}>
          <Folders actor={actor} />
        </Suspense>
      </div>
    </MessagesScope>
  )
}

async function Sessions({ actor }: { actor: MailboxActor }) {
  return <SessionsSection sessions={await listMailSessions(actor, actor.id)} end={endSessions} />
}

async function Folders({ actor }: { actor: MailboxActor }) {
  return <FoldersSection list={await listFolders(actor, actor.id)} />
}
