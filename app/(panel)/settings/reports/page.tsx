import { InboxChoice } from '#components/received-reports/inbox-choice'
import { InboxSettings } from '#components/received-reports/inbox-settings'
import { InboxState } from '#components/received-reports/inbox-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getInbox } from '#lib/received-reports/inbox-settings'
import { ownMailboxes } from '#lib/received-reports/own-mailboxes'
import { chooseMailbox, readInbox, saveInbox, testInbox } from './actions'

export default async function ReportSettingsPage() {
  const actor = await pageActor('/settings/reports', 'settings.read')
  const inbox = await getInbox(actor)
  const writes = may(actor, 'settings.write')
  return (
    <MessagesScope namespaces={['form', 'settings', 'shell', 'reports']}>
      <div className="flex max-w-3xl flex-col gap-6">
        <InboxState inbox={inbox} actions={writes ? { test: testInbox, read: readInbox } : undefined} />
        {writes && <InboxChoice inbox={inbox} addresses={await ownMailboxes(actor)} action={chooseMailbox} />}
        <InboxSettings key={inbox.ownMailbox ?? 'typed'} inbox={inbox} action={writes ? saveInbox : undefined} />
      </div>
    </MessagesScope>
  )
}
