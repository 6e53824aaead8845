import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AliasForm } from '#components/aliases/alias-form'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { listDomainNames } from '#lib/domains/queries'
import { addAlias } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('aliases'))('new.title') }
}

export default async function NewAliasPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/aliases/new', 'alias.write')
  const { domain, address } = plainParams(await searchParams)
  const t = await getTranslations('aliases')
  const domains = await listDomainNames(actor, '', 200)
  return (
    <MessagesScope namespaces={['form', 'aliases']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('new.title')} sub={t('sub')} breadcrumbs={[{ label: t('title'), href: '/aliases' }]} />
        <Card>
          <AliasForm
            action={addAlias}
            domains={domains.map(({ name, unicodeName }) => ({ name, unicodeName }))}
            initial={{ address: address ?? (domain ? `@${domain}` : ''), enabled: true }}
            cancelHref={domain ? `/domains/${encodeURIComponent(domain)}/aliases` : '/aliases'}
          />
        </Card>
      </div>
    </MessagesScope>
  )
}
