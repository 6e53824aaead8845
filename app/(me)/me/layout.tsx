import type { ReactNode } from 'react'
import { MeShell } from '#components/me/me-shell'
import { MessagesScope } from '#components/ui/messages-scope'
import { currentMailbox } from '#lib/auth/current-mailbox'
import { readSettings } from '#lib/settings/queries'
import { webmailOf } from '#lib/webmail/place'
import { leave } from './actions'

/** The frame of a person's own pages. It authorises nothing: each page and action asks whose mailbox it is. */
export default async function MeLayout({ children }: { children: ReactNode }) {
  const [owner, { values }] = await Promise.all([currentMailbox(), readSettings()])
  const webmail = owner && (await webmailOf(owner.id, values))
  return (
    <MessagesScope namespaces={['form', 'me', 'setup', 'shell']}>
      <MeShell
        panelName={values.panelName}
        webmail={webmail !== null}
        leave={leave}
        address={owner?.address ?? null}
        confined={owner?.passwordMustChange ?? true}
      >
        {children}
      </MeShell>
    </MessagesScope>
  )
}
