import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { ForwardAnswer } from '#components/rules/forward-answer'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { answerByLink, lookAtLink } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.answer'))('title') }
}

/** The token is behind the `#` of the address, which is never sent here: the browser reads it and asks. */
export default async function ForwardPage() {
  const t = await getTranslations('rules.answer')
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <AuthFrame title={t('title')} theme={theme}>
      <MessagesScope namespaces={['form', 'rules']}>
        <ForwardAnswer look={lookAtLink} action={answerByLink} />
      </MessagesScope>
    </AuthFrame>
  )
}
