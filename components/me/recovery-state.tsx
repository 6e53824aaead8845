import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import type { OwnMailboxView } from '#lib/me/schema'

/** The address in part only: whoever looks over a shoulder does not learn where links go. */
export function RecoveryState({ recovery }: { recovery: OwnMailboxView['recovery'] }) {
  const t = useTranslations('me.recovery')
  const provedAt = recovery?.provedAt
  return (
    <div>
      <p className={recovery ? 'font-mono text-lg' : 'font-medium'}>{recovery?.masked ?? t('none')}</p>
      <p className="text-muted">
        {recovery ? (provedAt ? t.rich('proved', { when: () => <RelativeTime value={provedAt} /> }) : t('given')) : t('noneBody')}
      </p>
    </div>
  )
}
