import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { AuthFrame } from '#components/shell/auth-frame'
import { FirstStart } from '#components/shell/first-start'
import { SignInForm } from '#components/shell/sign-in-form'
import { MessagesScope } from '#components/ui/messages-scope'
import { needsOwner } from '#lib/auth/first-start'
import { localPath } from '#lib/auth/local-path'
import { findRelyingParty } from '#lib/auth/relying-party'
import { env } from '#lib/env'
import { themeCookie, themeFrom } from '#lib/i18n/theme'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const t = await getTranslations('auth.signIn')
  const { next } = await searchParams
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
          <SignInForm next={localPath(typeof next === 'string' ? next : undefined)} passkeys={findRelyingParty() !== null} />
        </MessagesScope>
      )}
    </AuthFrame>
  )
}
