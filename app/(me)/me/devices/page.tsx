import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeviceGuide } from '#components/setup/device-guide'
import { PageHeader } from '#components/shell/page-header'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getOwnSetup } from '#lib/client-setup/find-setup'
import { guideOf } from '#lib/client-setup/guide'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup'))('title') }
}

export default async function OwnDevicesPage() {
  const actor = mailboxActor(await pageMailbox('/me/devices'))
  const [setup, t] = await Promise.all([getOwnSetup(actor), getTranslations('setup')])
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      <DeviceGuide {...guideOf(setup, '/me/app-passwords')} />
    </>
  )
}
