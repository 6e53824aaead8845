import { Trash2 } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { DomainOverview } from '#components/domains/domain-overview'
import { DomainSettingsForm } from '#components/domains/domain-settings-form'
import { domainPath } from '#components/domains/domain-table'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { may } from '#lib/auth/permissions'
import { listHosts } from '#lib/hosts/queries'
import { saveDomain } from '../../actions'
import { domainOf } from '../domain-of'

export default async function DomainSettingsPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  const t = await getTranslations('domains')
  if (!may(actor, 'domain.write')) return <DomainOverview domain={domain} catchAll={undefined} writes={false} />
  const hosts = await listHosts(actor)
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Card>
        <DomainSettingsForm domain={domain} action={saveDomain} hosts={hosts.map(({ id, name }) => ({ id, name }))} />
      </Card>
      <Card title={t('section.danger')}>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p className="max-w-prose text-muted">{t('settings.deleteBody')}</p>
          <LinkButton href={`${domainPath(domain)}/delete`} icon={<Trash2 aria-hidden />}>
            {t('settings.deleteLink')}
          </LinkButton>
        </div>
      </Card>
    </div>
  )
}
