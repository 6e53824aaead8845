import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { MailboxPointing } from '#components/mailboxes/mailbox-pointing'
import { MailboxUsage } from '#components/mailboxes/mailbox-usage'
import { SendAsList } from '#components/send-as/send-as-list'
import { ServerSettings } from '#components/setup/server-settings'
import { Card } from '#components/ui/card'
import { Spinner } from '#components/ui/spinner'
import { TextLink } from '#components/ui/text-link'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { getMailboxSetup } from '#lib/client-setup/find-setup'
import { mailboxImpact } from '#lib/mailboxes/impact'
import type { MailboxView } from '#lib/mailboxes/schema'
import { listSendAs } from '#lib/send-as/queries'
import { addGrant, removeGrant } from '../../send-as-actions'

/** What belongs to a mailbox without being one of its fields. */
export async function MailboxAside({ actor, mailbox }: { actor: Actor; mailbox: MailboxView }) {
  const t = await getTranslations('mailboxes')
  const [setup, grants, devices] = await Promise.all([
    getMailboxSetup(actor, mailbox.id),
    listSendAs(actor, { mailbox: mailbox.id }, { limit: 200 }),
    getTranslations('setup'),
  ])
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
        <div className="flex flex-col gap-4">
          <ServerSettings {...setup} />
          <TextLink href={`/mailboxes/${mailbox.id}/devices`}>{devices('open')}</TextLink>
        </div>
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
