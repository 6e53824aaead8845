import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeviceGuide } from '#components/setup/device-guide'
import { PageHeader } from '#components/shell/page-header'
import { getMailboxSetup } from '#lib/client-setup/find-setup'
import { guideOf } from '#lib/client-setup/guide'
import { mailboxOf } from '../mailbox-of'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { mailbox } = await mailboxOf((await params).id)
  return { title: (await getTranslations('setup'))('ofMailbox', { address: mailbox.unicodeAddress }) }
}

export default async function MailboxDevicesPage({ params }: Params) {
  const { actor, mailbox } = await mailboxOf((await params).id)
  const [setup, t] = await Promise.all([getMailboxSetup(actor, mailbox.id), getTranslations('setup')])
  return (
    <div className="max-w-4xl">
      <PageHeader
        breadcrumbs={[{ label: mailbox.unicodeAddress, href: `/mailboxes/${mailbox.id}` }]}
        title={t('title')}
        sub={t('ofMailboxSub')}
      />
      <DeviceGuide {...guideOf(setup, null)} />
    </div>
  )
}
