import { getTranslations } from 'next-intl/server'
import { QueueChart } from '#components/queue/queue-chart'
import { Section } from '#components/ui/section'
import type { Actor } from '#lib/auth/actor'
import { listSamples } from '#lib/queue/queries'

export async function QueueOverTime({ actor, host }: { actor: Actor; host: string }) {
  const t = await getTranslations('queue.chart')
  return (
    <Section title={t('title')}>
      <QueueChart key={host} host={host} first={await listSamples(actor, host, '1d')} />
    </Section>
  )
}
