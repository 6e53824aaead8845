import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type ListParams, plainParams } from '#components/list/list-url'
import { pageActor } from '#lib/auth/current-actor'
import { AliasList } from './alias-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('aliases'))('title') }
}

export default async function AliasesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/aliases')
  return <AliasList actor={actor} path="/aliases" params={plainParams(await searchParams)} />
}
