import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OrphanSection } from '#components/orphans/orphan-section'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { Status } from '#components/ui/status'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listOrphans } from '#lib/orphans/queries'
import { orphanKind } from '#lib/orphans/schema'
import { remedy } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orphans'))('title') }
}

export default async function OrphansPage() {
  const actor = await pageActor('/orphans')
  const t = await getTranslations('orphans')
  const { orphans, more } = await listOrphans(actor)
  return (
    <MessagesScope namespaces={['form']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        badges={orphans.length > 0 && <Status tone="warn">{t('count', { count: orphans.length })}</Status>}
      />
      {orphans.length === 0 ? (
        <EmptyState icon={<CircleCheck aria-hidden />} title={t('none.title')}>
          {t('none.body')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-8">
          {more && <Banner tone="info" title={t('more')} />}
          {orphanKind.options.map((kind) => {
            const found = orphans.filter((orphan) => orphan.kind === kind)
            return (
              found.length > 0 && (
                <OrphanSection key={kind} kind={kind} orphans={found} action={may(actor, 'alias.write') ? remedy : undefined} />
              )
            )
          })}
        </div>
      )}
    </MessagesScope>
  )
}
