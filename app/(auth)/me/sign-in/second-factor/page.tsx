import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MailboxCode } from '#components/me/mailbox-code'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { halfMailbox, pageMailbox } from '#lib/auth/current-mailbox'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { beginAgain, giveCode } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.secondFactor.step'))('title') }
}

export default async function MailboxSecondFactorPage() {
  // Whoever is not at this step is led to theirs.
  const half = (await halfMailbox()) ?? redirect((await pageMailbox('/me')) && '/me')
  const t = await getTranslations('me.secondFactor.step')
  const address = () => <bdi className="font-medium text-ink">{half.address}</bdi>
  return (
    <AuthFrame
      title={t('title')}
      sub={t.rich('sub', { address })}
      footer={t('lost')}
      theme={themeFrom((await cookies()).get(themeCookie)?.value)}
    >
      <MessagesScope namespaces={['form', 'me']}>
        <MailboxCode action={giveCode} beginAgain={beginAgain} />
      </MessagesScope>
    </AuthFrame>
  )
}
