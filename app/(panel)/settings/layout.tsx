import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '#components/shell/page-header'
import { SegmentTabs } from '#components/shell/segment-tabs'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') }
}

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [actor, t] = [await pageActor('/settings'), await getTranslations('settings')]
  const tabs = (
    [
      { key: '', needs: 'settings.read', label: t('tabs.panel') },
      { key: 'mail', needs: 'settings.read', label: t('tabs.mail') },
      { key: 'dns', needs: 'settings.read', label: t('tabs.dns') },
      { key: 'logs', needs: 'settings.read', label: t('tabs.logs') },
      { key: 'reports', needs: 'settings.read', label: t('tabs.reports') },
      { key: 'provider', needs: 'settings.read', label: t('tabs.provider') },
      { key: 'tokens', needs: 'token.write', label: t('tabs.tokens') },
      { key: 'account', needs: 'account.write', label: t('tabs.account') },
      { key: 'security', needs: 'account.write', label: t('tabs.security') },
    ] as const
  ).filter(({ needs }) => may(actor, needs))
  return (
    <MessagesScope namespaces={['form', 'settings', 'shell']}>
      <PageHeader title={t('title')} tabs={<SegmentTabs label={t('tabs.label')} path="/settings" tabs={tabs} />} />
      {children}
    </MessagesScope>
  )
}
