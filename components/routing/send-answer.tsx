import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import type { SendView } from '#lib/routing/schema'
import { HostAnswer } from './host-answer'
import { Lookups } from './lookups'

/** Yes or no, why, and what the host's table says. */
export function SendAnswer({ view: { login, sender, allowed, reason, others, lookups, host } }: { view: SendView }) {
  const t = useTranslations('routing.sending')
  const names = {
    login: () => <bdi className="font-mono [overflow-wrap:anywhere]">{login}</bdi>,
    sender: () => <bdi className="font-mono [overflow-wrap:anywhere]">{sender}</bdi>,
  }
  return (
    <div className="flex flex-col gap-6">
      <Banner tone={allowed ? 'good' : 'bad'} title={t.rich(allowed ? 'yes' : 'no', names)}>
        {t(`reason.${reason}`)}
      </Banner>
      {host && <HostAnswer hosts={[host]} differs={lookups.some(({ same }) => same === false)} />}
      <Lookups lookups={lookups} />
      {others.length > 0 && (
        <Card title={t('others')}>
          <ul className="flex flex-col gap-1">
            {others.map((other) => (
              <li key={other}>
                <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{other}</bdi>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
