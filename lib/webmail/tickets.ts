// A ticket opens a webmail once, within a minute, for the person who asked for it in a session of /me that still stands. It goes from browser
// to webmail in the body of a request, and whoever shows it, rightly or not, uses it up.
import 'server-only'
import type { MailboxActor } from '#lib/auth/actor'
import { mailboxSessionById } from '#lib/auth/mailbox-sessions'
import { isSecret, newSecret, secretHashOf } from '#lib/auth/random-secret'
import { db } from '#lib/db/client'

const seconds = 60

export async function issueTicket(sessionId: string, webmailUrl: string): Promise<string> {
  const ticket = newSecret()
  const expiresAt = new Date(Date.now() + seconds * 1000)
  await db().webmailTicket.create({ data: { secretHash: secretHashOf(ticket), sessionId, webmailUrl, expiresAt } })
  return ticket
}

export type Redeemed = { actor: MailboxActor; sessionId: string; webmailUrl: string }

/** null: there is none such, or no more. */
export async function redeemTicket(ticket: string): Promise<Redeemed | null> {
  if (!isSecret(ticket)) return null
  // One statement: of two who come at once with the same ticket, one finds it.
  const [row] = await db().$queryRaw<{ sessionId: string; webmailUrl: string; current: boolean }[]>`
    delete from "WebmailTicket" where "secretHash" = ${secretHashOf(ticket)}
    returning "sessionId"::text as "sessionId", "webmailUrl", "expiresAt" > now() as current`
  const owner = row?.current ? await mailboxSessionById(row.sessionId) : null
  if (!row || !owner) return null
  const actor: MailboxActor = { kind: 'mailbox', id: owner.id, name: owner.address, via: 'me' }
  return { actor, sessionId: row.sessionId, webmailUrl: row.webmailUrl }
}

export async function forgetOldTickets(): Promise<void> {
  await db().webmailTicket.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
