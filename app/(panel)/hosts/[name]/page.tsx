import { getTranslations } from 'next-intl/server'
import { HostFacts } from '#components/hosts/host-facts'
import { HostNow } from '#components/hosts/host-now'
import { Card } from '#components/ui/card'
import { hostOf } from './host-of'

export default async function HostPage({ params }: { params: Promise<{ name: string }> }) {
  const { host } = await hostOf((await params).name)
  const t = await getTranslations('hosts')
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card title={t('facts.title')}>
        <HostFacts host={host} />
      </Card>
      <Card title={t('now.title')}>
        <HostNow host={host} />
      </Card>
    </div>
  )
}
