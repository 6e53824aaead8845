import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { DeviceGuide } from '#components/setup/device-guide'
import { ServerSettings } from '#components/setup/server-settings'
import { SetupQuestion } from '#components/setup/setup-question'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { TextLink } from '#components/ui/text-link'
import { findSetupFor } from '#lib/client-setup/find-setup'
import { themeCookie, themeFrom } from '#lib/i18n/theme'

type Search = { searchParams: Promise<{ address?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup.public'))('title') }
}

/** For everybody: which server a domain's mail is on is in the DNS anyway. Whether there is such a mailbox is neither asked nor told. */
export default async function SetupPage({ searchParams }: Search) {
  const { address: asked } = await searchParams
  const text = typeof asked === 'string' ? asked.slice(0, 400) : ''
  const [found, t, jar] = await Promise.all([text === '' ? null : findSetupFor(text), getTranslations('setup'), cookies()])
  return (
    <AuthFrame
      title={found ? found.setup.unicodeName : t('public.title')}
      sub={found ? t('sub') : t('public.sub')}
      theme={themeFrom(jar.get(themeCookie)?.value)}
      wide={found?.address ? 'page' : undefined}
      footer={<TextLink href="/me/sign-in">{t('public.self')}</TextLink>}
    >
      <MessagesScope namespaces={['form', 'setup']}>
        <div className="flex flex-col gap-6">
          {found?.address ? (
            <DeviceGuide {...found.setup} address={found.address} displayName="" site={new URL(found.setup.publicUrl).host} />
          ) : (
            found && <ServerSettings {...found.setup} address={null} />
          )}
          {!found?.address && <SetupQuestion asked={found ? '' : text} unknown={text !== '' && !found} />}
          {found?.address && <TextLink href="/setup">{t('public.other')}</TextLink>}
        </div>
      </MessagesScope>
    </AuthFrame>
  )
}
