import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { MailboxSignIn } from '#components/me/mailbox-sign-in'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { TextLink } from '#components/ui/text-link'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { enterMailbox } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.signIn'))('title') }
}

export default async function MailboxSignInPage() {
  const t = await getTranslations('me.signIn')
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <AuthFrame title={t('title')} sub={t('sub')} theme={theme} footer={<TextLink href="/sign-in">{t('administrators')}</TextLink>}>
      <MessagesScope namespaces={['form', 'me']}>
        <MailboxSignIn action={enterMailbox} />
      </MessagesScope>
    </AuthFrame>
  )
}
