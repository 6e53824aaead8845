import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type ListParams, plainParams } from '#components/list/list-url'
import { pageActor } from '#lib/auth/current-actor'
import { GroupList } from './group-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('title') }
}

export default async function GroupsPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/groups')
  return <GroupList actor={actor} path="/groups" params={plainParams(await searchParams)} />
}
