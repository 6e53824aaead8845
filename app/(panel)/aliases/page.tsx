import { Unlink } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvButtons } from '#components/list/csv-buttons'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { AddAlias, AliasList } from './alias-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('aliases'))('title') }
}

export default async function AliasesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/aliases')
  const t = await getTranslations('aliases')
  const params = plainParams(await searchParams)
  const writes = may(actor, 'alias.write')
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            <LinkButton href="/orphans" look="quiet" icon={<Unlink aria-hidden />}>
              {t('orphans')}
            </LinkButton>
            <CsvButtons exportHref={`/aliases/export?${new URLSearchParams(params)}`} importHref={writes ? '/aliases/import' : undefined} />
            {writes && <AddAlias label={t('add')} />}
          </>
        }
      />
      <AliasList actor={actor} path="/aliases" params={params} />
    </MessagesScope>
  )
}
