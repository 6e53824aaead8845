import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { AuthFrame } from '#components/shell/auth-frame'
import { FirstStart } from '#components/shell/first-start'
import { OrLine } from '#components/shell/or-line'
import { ProviderButton } from '#components/shell/provider-button'
import { SignInForm } from '#components/shell/sign-in-form'
import { MessagesScope } from '#components/ui/messages-scope'
import { needsOwner } from '#lib/auth/first-start'
import { localPath } from '#lib/auth/local-path'
import { findRelyingParty } from '#lib/auth/relying-party'
import { env } from '#lib/env'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { getProviderButton } from '#lib/oidc/settings'
import { beginAtProvider } from './actions'

type Asked = { next?: string | string[]; refused?: string | string[] }
const textOf = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const t = await getTranslations('auth.signIn')
  const asked = await searchParams
  const [next, refused] = [localPath(textOf(asked.next)), textOf(asked.refused) ?? null]
  const provider = await getProviderButton()
  const host = () => <bdi className="font-medium text-ink">{new URL(env('NEXTAUTH_URL')).host}</bdi>
  return (
    <AuthFrame
      title={t('title')}
      sub={t.rich('sub', { host })}
      footer={t('footer')}
      theme={themeFrom((await cookies()).get(themeCookie)?.value)}
    >
      {(await needsOwner()) ? (
        <FirstStart />
      ) : (
        <MessagesScope namespaces={['auth']}>
          <div className="flex flex-col gap-4">
            {provider.name !== null && (
              <ProviderButton name={provider.name} next={next} begin={beginAtProvider} refused={refused} alone={!provider.passwords} />
            )}
            {provider.name !== null && provider.passwords && <OrLine />}
            {provider.passwords && <SignInForm next={next} passkeys={findRelyingParty() !== null} />}
          </div>
        </MessagesScope>
      )}
    </AuthFrame>
  )
}
