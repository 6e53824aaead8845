import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { ForgotForm } from '#components/me/forgot-form'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { TextLink } from '#components/ui/text-link'
import { resetMinutes } from '#lib/auth/password-link'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { sendLink } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.forgot'))('title') }
}

export default async function ForgotPage() {
  const t = await getTranslations('me.forgot')
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <AuthFrame title={t('title')} sub={t('sub')} theme={theme} footer={<TextLink href="/me/sign-in">{t('back')}</TextLink>}>
      <MessagesScope namespaces={['form', 'me']}>
        <ForgotForm action={sendLink} minutes={resetMinutes} />
      </MessagesScope>
    </AuthFrame>
  )
}
