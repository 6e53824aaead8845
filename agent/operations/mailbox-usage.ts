// NAME     mailbox-usage - bytes and messages of mailboxes
// INPUT    up to 500 mailboxes
// OUTPUT   the same with bytes and messages; 0 for one that has received nothing yet
// WRITES   nothing
// BUGS     Counts names in folders: a Maildir of a million messages takes seconds.
import { mailboxPath } from '../files/mailbox-folder'
import { maildirUsage } from '../files/maildir-usage'
import type { Handler } from '../session'

export const mailboxUsage: Handler<'mailbox-usage'> = async ({ host }, { mailboxes }, deadline) => {
  const usage = []
  for (const mailbox of mailboxes) {
    deadline.assertTimeLeft()
    usage.push({ ...mailbox, ...(await maildirUsage(mailboxPath(host, mailbox.domain, mailbox.localPart))) })
  }
  return { usage }
}
