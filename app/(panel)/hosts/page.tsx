import { Plus, Server } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HostTable } from '#components/hosts/host-table'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { pageActor } from '#lib/auth/current-actor'
import { listHosts } from '#lib/hosts/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('hosts'))('list.title') }
}

export default async function HostsPage() {
  const actor = await pageActor('/hosts', 'host.read')
  const t = await getTranslations('hosts.list')
  const hosts = await listHosts(actor)
  const add = (
    <LinkButton href="/hosts/new" look="primary" icon={<Plus aria-hidden />}>
      {t('add')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            <LiveRefresh url="/api/live/hosts" drawnAt={new Date().toISOString()} />
            {hosts.length > 0 && add}
          </>
        }
      />
      {hosts.length === 0 ? (
        <EmptyState icon={<Server aria-hidden />} title={t('empty')} actions={add}>
          {t('emptyBody')}
        </EmptyState>
      ) : (
        <HostTable hosts={hosts} />
      )}
    </>
  )
}
