import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { Archway } from '#components/shell/archway'
import { BrandMark } from '#components/shell/brand-mark'
import { FirstStart } from '#components/shell/first-start'
import { PreferenceSelects } from '#components/shell/preference-selects'
import { SignInForm } from '#components/shell/sign-in-form'
import { MessagesScope } from '#components/ui/messages-scope'
import { needsOwner } from '#lib/auth/first-start'
import { localPath } from '#lib/auth/local-path'
import { env } from '#lib/env'
import { themeCookie, themeFrom } from '#lib/i18n/theme'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const t = await getTranslations('auth.signIn')
  const { next } = await searchParams
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <div className="relative isolate flex min-h-dvh flex-col items-center justify-center overflow-hidden px-4 py-10">
      <Archway />
      <main className="relative w-full max-w-92">
        <div className="rounded-xl bg-surface px-6 py-7 shadow-raised inset-ring inset-ring-line sm:px-8 sm:py-8">
          <BrandMark size={36} />
          <h1 className="mt-5 font-semibold text-2xl tracking-[-0.02em]">{t('title')}</h1>
          <p className="mt-0.5 mb-6 text-muted">
            {t.rich('sub', { host: () => <bdi className="font-medium text-ink">{new URL(env('NEXTAUTH_URL')).host}</bdi> })}
          </p>
          {(await needsOwner()) ? (
            <FirstStart />
          ) : (
            <MessagesScope namespaces={['auth']}>
              <SignInForm next={localPath(typeof next === 'string' ? next : undefined)} />
            </MessagesScope>
          )}
        </div>
        <p className="mx-auto mt-5 mb-3 max-w-80 text-balance text-center text-muted text-sm">{t('footer')}</p>
        <PreferenceSelects theme={theme} />
      </main>
    </div>
  )
}
