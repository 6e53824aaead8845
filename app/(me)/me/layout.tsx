import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MeShell } from '#components/me/me-shell'
import { MessagesScope } from '#components/ui/messages-scope'
import { currentMailbox } from '#lib/auth/current-mailbox'
import { getPublicSettings } from '#lib/settings/queries'
import { leave } from './actions'

/** The frame of a person's own pages. It authorises nothing: each page and action asks whose mailbox it is. */
export default async function MeLayout({ children }: { children: ReactNode }) {
  const [owner, { panelName, webmailUrl }, t] = await Promise.all([currentMailbox(), getPublicSettings(), getTranslations('me.nav')])
  const tabs = [
    { key: '', label: t('overview') },
    { key: 'password', label: t('password') },
    { key: 'recovery', label: t('recovery') },
    { key: 'sessions', label: t('sessions') },
  ]
  return (
    <MeShell
      panelName={panelName}
      webmailUrl={webmailUrl}
      leave={leave}
      address={owner?.address ?? null}
      tabs={owner?.passwordMustChange ? [] : tabs}
    >
      <MessagesScope namespaces={['form', 'me', 'shell']}>{children}</MessagesScope>
    </MeShell>
  )
}
