import { KeyRound, LifeBuoy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import type { OwnMailboxView } from '#lib/me/schema'

/** Whether the person would get in again, and what to do about it. */
export function SecurityCard({ mailbox: { recovery, passwordSetAt } }: { mailbox: OwnMailboxView }) {
  const t = useTranslations('me.overview')
  return (
    <Card title={t('security')}>
      <div className="flex flex-col gap-4">
        {recovery ? <p>{t('recoverySet', { address: recovery.masked })}</p> : <Banner tone="warn" title={t('recoveryNone')} />}
        {passwordSetAt !== null && (
          <p className="text-muted">{t.rich('passwordSet', { when: () => <RelativeTime value={passwordSetAt} /> })}</p>
        )}
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/me/recovery" look={recovery ? 'secondary' : 'primary'} icon={<LifeBuoy aria-hidden />}>
            {recovery ? t('recoveryChange') : t('recoveryAdd')}
          </LinkButton>
          <LinkButton href="/me/password" icon={<KeyRound aria-hidden />}>
            {t('passwordChange')}
          </LinkButton>
        </div>
      </div>
    </Card>
  )
}
