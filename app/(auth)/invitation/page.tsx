import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { AcceptInvitation } from '#components/people/accept-invitation'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { accept, lookAtInvitation } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people.accept'))('title') }
}

/** The token is behind the `#` of the address, which is never sent here: the browser reads it and asks. */
export default async function InvitationPage() {
  const t = await getTranslations('people.accept')
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <AuthFrame title={t('title')} theme={theme}>
      <MessagesScope namespaces={['form', 'people', 'shell']}>
        <AcceptInvitation look={lookAtInvitation} action={accept} />
      </MessagesScope>
    </AuthFrame>
  )
}
