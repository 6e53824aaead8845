import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type ListParams, plainParams } from '#components/list/list-url'
import { pageActor } from '#lib/auth/current-actor'
import { MailboxList } from './mailbox-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes'))('title') }
}

export default async function MailboxesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/mailboxes')
  return <MailboxList actor={actor} path="/mailboxes" params={plainParams(await searchParams)} />
}
