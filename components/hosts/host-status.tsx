import { useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'

export type HostCondition = 'good' | 'unreachable' | 'held' | 'failed' | 'certificate' | 'drift' | 'config' | 'pending' | 'new'

const tones: Record<HostCondition, Tone> = {
  good: 'good',
  unreachable: 'bad',
  failed: 'bad',
  certificate: 'bad',
  held: 'warn',
  drift: 'warn',
  config: 'warn',
  pending: 'waiting',
  new: 'neutral',
}

/** One word for how a host is: the worst of what is known. */
export function HostStatus({ condition }: { condition: HostCondition }) {
  const t = useTranslations('hosts.state')
  return <Status tone={tones[condition]}>{t(condition)}</Status>
}
