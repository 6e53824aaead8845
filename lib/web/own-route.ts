// Small questions of a person's own pages, asked by the browser of somebody who signed in with their mailbox. Reading only.
import type { MailboxActor } from '#lib/auth/actor'
import { mailboxActor, requireMailbox } from '#lib/auth/current-mailbox'
import { type LiveRoute, liveRoute } from './live-route'

export const ownRoute = (handler: (actor: MailboxActor, search: URLSearchParams) => Promise<object>): LiveRoute =>
  liveRoute(async (search) => handler(mailboxActor(await requireMailbox()), search))
