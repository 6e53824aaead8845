import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OwnPasswordForm } from '#components/me/own-password-form'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { pageMailbox } from '#lib/auth/current-mailbox'
import { changePassword } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.password'))('title') }
}

export default async function OwnPasswordPage() {
  const { address, displayName, passwordMustChange } = await pageMailbox('/me/password')
  const t = await getTranslations('me.password')
  return (
    <div className="max-w-xl">
      <PageHeader title={t('title')} sub={t('sub')} />
      <div className="flex flex-col gap-6">
        {passwordMustChange && (
          <Banner tone="info" title={t('must')}>
            {t('mustBody')}
          </Banner>
        )}
        <Card footer={t('ends')}>
          <OwnPasswordForm action={changePassword} known={[address, displayName]} address={address} />
        </Card>
      </div>
    </div>
  )
}
