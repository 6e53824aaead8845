import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '#components/shell/page-header'
import { SegmentTabs } from '#components/shell/segment-tabs'
import { MessagesScope } from '#components/ui/messages-scope'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') }
}

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('settings')
  const tabs = [
    { key: '', label: t('tabs.panel') },
    { key: 'mail', label: t('tabs.mail') },
    { key: 'tokens', label: t('tabs.tokens') },
    { key: 'account', label: t('tabs.account') },
    { key: 'security', label: t('tabs.security') },
  ]
  return (
    <MessagesScope namespaces={['form', 'settings', 'shell']}>
      <PageHeader title={t('title')} tabs={<SegmentTabs label={t('tabs.label')} path="/settings" tabs={tabs} />} />
      {children}
    </MessagesScope>
  )
}
