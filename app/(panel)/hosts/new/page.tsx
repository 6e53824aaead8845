import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EnrolCommand } from '#components/hosts/enrol-command'
import { EnrolOptions } from '#components/hosts/enrol-options'
import { EnrolSteps } from '#components/hosts/enrol-steps'
import { HostCards } from '#components/overview/host-cards'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { pageActor } from '#lib/auth/current-actor'
import { getOverview } from '#lib/overview/overview'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('hosts'))('add.title') }
}

export default async function NewHostPage() {
  const actor = await pageActor('/hosts/new', 'host.read')
  const t = await getTranslations('hosts')
  const { hosts } = await getOverview(actor)
  return (
    <MessagesScope namespaces={['hosts']}>
      <PageHeader title={t('add.title')} sub={t('add.sub')} breadcrumbs={[{ label: t('list.title'), href: '/hosts' }]} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-6">
          <Card title={t('add.command')} sub={t('add.commandHelp')} footer={t('add.after')}>
            <EnrolCommand />
          </Card>
          <Card title={t('add.steps')}>
            <EnrolSteps />
          </Card>
        </div>
        <div className="flex flex-col gap-6">
          <Card title={t('add.needs')}>
            <p>{t('add.needsList')}</p>
          </Card>
          <Card title={t('add.options')}>
            <EnrolOptions />
          </Card>
          <Section title={t('list.title')} actions={<LiveRefresh url="/api/live/hosts" drawnAt={new Date().toISOString()} />}>
            {hosts && hosts.length > 0 ? <HostCards hosts={hosts} /> : <p className="text-muted">{t('add.waiting')}</p>}
          </Section>
        </div>
      </div>
    </MessagesScope>
  )
}
