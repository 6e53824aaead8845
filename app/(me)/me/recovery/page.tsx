import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RecoveryCodeForm, RecoveryForm, RecoveryRemoval } from '#components/me/recovery-forms'
import { RecoveryState } from '#components/me/recovery-state'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getOwnMailbox } from '#lib/me/own-mailbox'
import { dropCode, dropRecovery, sendCode, typeCode } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.recovery'))('title') }
}

export default async function OwnRecoveryPage() {
  const { recovery, codeSentTo } = await getOwnMailbox(mailboxActor(await pageMailbox('/me/recovery')))
  const t = await getTranslations('me.recovery')
  return (
    <div className="max-w-xl">
      <PageHeader title={t('title')} sub={t('sub')} />
      <div className="flex flex-col gap-6">
        <Card title={t('present')}>
          <RecoveryState recovery={recovery} />
        </Card>
        {codeSentTo ? (
          <Card title={t('codeTitle')} sub={t('codeSub', { address: codeSentTo })}>
            <RecoveryCodeForm action={typeCode} cancel={dropCode} />
          </Card>
        ) : (
          <Card title={recovery ? t('new') : t('first')}>
            <RecoveryForm action={sendCode} />
          </Card>
        )}
        {recovery && !codeSentTo && (
          <Card title={t('remove')} sub={t('removeSub')}>
            <RecoveryRemoval action={dropRecovery} />
          </Card>
        )}
      </div>
    </div>
  )
}
