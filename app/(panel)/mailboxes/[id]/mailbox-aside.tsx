import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { ClientSettings } from '#components/mailboxes/client-settings'
import { MailboxPointing } from '#components/mailboxes/mailbox-pointing'
import { MailboxUsage } from '#components/mailboxes/mailbox-usage'
import { SendAsList } from '#components/send-as/send-as-list'
import { Card } from '#components/ui/card'
import { Spinner } from '#components/ui/spinner'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { getDomain } from '#lib/domains/queries'
import { getHost } from '#lib/hosts/queries'
import { mailboxImpact } from '#lib/mailboxes/impact'
import type { MailboxView } from '#lib/mailboxes/schema'
import { listSendAs } from '#lib/send-as/queries'
import { addGrant, removeGrant } from '../../send-as-actions'

/** What belongs to a mailbox without being one of its fields. */
export async function MailboxAside({ actor, mailbox }: { actor: Actor; mailbox: MailboxView }) {
  const t = await getTranslations('mailboxes')
  const domain = await getDomain(actor, mailbox.domain.id)
  const [host, grants] = await Promise.all([getHost(actor, domain.host.id), listSendAs(actor, { mailbox: mailbox.id }, { limit: 200 })])
  const grantsWrite = may(actor, 'send-as.write')
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Suspense
        fallback={
          <Card>
            <p className="flex items-center gap-2 text-muted">
              <Spinner /> {t('usageLoading')}
            </p>
          </Card>
        }
      >
        <Dependent actor={actor} mailbox={mailbox} />
      </Suspense>
      <Card title={t('section.sendAs')}>
        <SendAsList
          mailbox={mailbox.address}
          grants={grants.rows}
          addAction={grantsWrite ? addGrant : undefined}
          removeAction={grantsWrite ? removeGrant : undefined}
        />
      </Card>
      <Card title={t('section.client')}>
        <ClientSettings mailbox={mailbox} server={host.agent?.hostname ?? host.address} />
      </Card>
    </div>
  )
}

/** The size comes from the mail host; when it does not answer in a few seconds, the rest is shown without. */
async function Dependent({ actor, mailbox }: { actor: Actor; mailbox: MailboxView }) {
  const t = await getTranslations('mailboxes')
  const impact = await mailboxImpact(actor, [mailbox.id])
  return (
    <>
      <Card title={t('field.quotaBytes')}>
        <MailboxUsage bytes={impact.bytes} messages={impact.messages} quotaBytes={mailbox.quotaBytes} />
      </Card>
      <Card title={t('section.pointing')}>
        <MailboxPointing impact={impact} />
      </Card>
    </>
  )
}
