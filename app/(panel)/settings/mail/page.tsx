import { Mail } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { OutgoingTable } from '#components/settings/outgoing-table'
import { SenderSettings } from '#components/settings/sender-settings'
import { EmptyState } from '#components/ui/empty-state'
import { Section } from '#components/ui/section'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listOutgoing } from '#lib/outbox/queries'
import { getOwnAccount } from '#lib/people/own-account'
import { getSettings } from '#lib/settings/queries'
import { saveSettings, testMail } from '../actions'

export default async function OutgoingMailPage() {
  const actor = await pageActor('/settings/mail', 'settings.read')
  const t = await getTranslations('settings.mail')
  const [settings, account, rows] = await Promise.all([getSettings(actor), getOwnAccount(actor), listOutgoing(actor)])
  const writes = may(actor, 'settings.write')
  return (
    <div className="flex flex-col gap-8">
      <SenderSettings
        settings={settings}
        action={writes ? saveSettings : undefined}
        test={writes ? testMail : undefined}
        ownAddress={account.address}
      />
      <Section title={t('recent')} sub={t('recentSub')}>
        {rows.length === 0 ? (
          <EmptyState icon={<Mail aria-hidden />} title={t('empty')}>
            {t('emptyBody')}
          </EmptyState>
        ) : (
          <OutgoingTable rows={rows} />
        )}
      </Section>
    </div>
  )
}
