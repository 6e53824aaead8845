'use server'

import { pageMailbox } from '#lib/auth/current-mailbox'
import { readSettings } from '#lib/settings/queries'
import { webmailOf } from '#lib/webmail/place'
import { issueTicket } from '#lib/webmail/tickets'

/** null: the webmail takes no part in it any more. */
export async function askForTicket(): Promise<string | null> {
  const { id, sessionId } = await pageMailbox('/me/webmail')
  const webmail = await webmailOf(id, (await readSettings()).values)
  return webmail?.signOn ? issueTicket(sessionId, webmail.url) : null
}
