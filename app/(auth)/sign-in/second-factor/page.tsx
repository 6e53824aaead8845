import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AuthFrame } from '#components/shell/auth-frame'
import { CodeForm } from '#components/shell/code-form'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor, unfinishedSession } from '#lib/auth/current-actor'
import { localPath } from '#lib/auth/local-path'
import { findRelyingParty } from '#lib/auth/relying-party'
import { secondFactorsOf } from '#lib/auth/second-factor'
import { themeCookie, themeFrom } from '#lib/i18n/theme'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.secondFactor'))('title') }
}

export default async function SecondFactorPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const t = await getTranslations('auth.secondFactor')
  const { next } = await searchParams
  const path = localPath(typeof next === 'string' ? next : undefined)
  const half = await unfinishedSession()
  // Whoever is not at this step is led to theirs.
  if (half?.missing !== 'second-factor') redirect((await pageActor(path)) && path)
  const { app, passkeys } = await secondFactorsOf(half.id)
  const address = () => <bdi className="font-medium text-ink">{half.address}</bdi>
  return (
    <AuthFrame
      title={t('title')}
      sub={t.rich('sub', { address })}
      footer={t('footer')}
      theme={themeFrom((await cookies()).get(themeCookie)?.value)}
    >
      <MessagesScope namespaces={['auth']}>
        <CodeForm next={path} app={app} passkeys={passkeys > 0 && findRelyingParty() !== null} />
      </MessagesScope>
    </AuthFrame>
  )
}
