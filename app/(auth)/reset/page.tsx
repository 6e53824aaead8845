import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { ResetForm } from '#components/me/reset-form'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { lookAtLink, setByLink } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.reset'))('title') }
}

/** The token is behind the `#` of the address, which is never sent here: the browser reads it and asks. */
export default async function ResetPage() {
  const t = await getTranslations('me.reset')
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <AuthFrame title={t('title')} theme={theme}>
      <MessagesScope namespaces={['form', 'me']}>
        <ResetForm look={lookAtLink} action={setByLink} />
      </MessagesScope>
    </AuthFrame>
  )
}
