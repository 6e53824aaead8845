import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DomainCreateForm } from '#components/domains/domain-create-form'
import { DomainsEmpty } from '#components/domains/domains-empty'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { standardLocalParts, standardLocalPartsAdvised } from '#lib/domains/schema'
import { listHosts } from '#lib/hosts/queries'
import { getOwnAccount } from '#lib/people/own-account'
import { addDomain } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('domains'))('new.title') }
}

export default async function NewDomainPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/domains/new', 'domain.write')
  const { target } = plainParams(await searchParams)
  const t = await getTranslations('domains')
  const [hosts, { address }] = await Promise.all([listHosts(actor), getOwnAccount(actor)])
  return (
    <MessagesScope namespaces={['form', 'domains']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('new.title')} sub={t('new.sub')} breadcrumbs={[{ label: t('title'), href: '/domains' }]} />
        {hosts.length === 0 ? (
          <DomainsEmpty hasHost={false} writes />
        ) : (
          <Card>
            <DomainCreateForm
              action={addDomain}
              hosts={hosts.map(({ id, name }) => ({ id, name }))}
              standard={{ localParts: standardLocalParts, advised: standardLocalPartsAdvised }}
              initial={{
                kind: target ? 'alias' : 'hosted',
                target,
                host: hosts[0]?.id,
                defaultQuotaBytes: 1024 ** 3,
                relayListed: true,
                // Whoever adds the domain reads their own mail.
                'standardAddresses.destination': address,
              }}
            />
          </Card>
        )}
      </div>
    </MessagesScope>
  )
}
