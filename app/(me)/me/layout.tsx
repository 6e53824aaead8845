import type { ReactNode } from 'react'
import { MeShell } from '#components/me/me-shell'
import { MessagesScope } from '#components/ui/messages-scope'
import { currentMailbox } from '#lib/auth/current-mailbox'
import { getPublicSettings } from '#lib/settings/queries'
import { leave } from './actions'

/** The frame of a person's own pages. It authorises nothing: each page and action asks whose mailbox it is. */
export default async function MeLayout({ children }: { children: ReactNode }) {
  const [owner, { panelName, webmailUrl }] = await Promise.all([currentMailbox(), getPublicSettings()])
  return (
    <MessagesScope namespaces={['form', 'me', 'shell']}>
      <MeShell
        panelName={panelName}
        webmailUrl={webmailUrl}
        leave={leave}
        address={owner?.address ?? null}
        confined={owner?.passwordMustChange ?? true}
      >
        {children}
      </MeShell>
    </MessagesScope>
  )
}
