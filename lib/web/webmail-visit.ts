// What a webmail asks of the panel, from server to server: to be let in with a ticket, to leave, and to change a password. Only a webmail that
// the settings name is answered, and only at the addresses that they name (docs/decisions/0024).
import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { signOnOf } from '#lib/addresses/web-address'
import { openWebmail, revokeAppPassword } from '#lib/app-passwords/commands'
import type { MailboxActor } from '#lib/auth/actor'
import { isInNetworks } from '#lib/auth/is-in-networks'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { log } from '#lib/log'
import { readSettings } from '#lib/settings/queries'
import { signOnFor } from '#lib/webmail/place'
import { redeemTicket } from '#lib/webmail/tickets'
import { withApplied } from './with-applied'

/** Longer than a working day: who is at it for longer opens it again with one click. */
const visitMinutes = 12 * 60
/** Dovecot looks at a domain's file once a second: before that it may not know what is in it. */
const dovecotLooksMs = 1100

export type Entered = { visit: string; user: string; password: string }

/** null: the ticket is none, or not for whoever shows it. */
export async function enterWebmail(ticket: string, clientAddress: string | null): Promise<Entered | null> {
  const redeemed = await redeemTicket(ticket)
  if (!redeemed) return null
  const { actor, sessionId, webmailUrl } = redeemed
  const signOn = signOnFor(webmailUrl, (await readSettings()).values.webmailSignOn)
  if (!signOn || !isInNetworks(clientAddress, signOn.networks)) {
    log.warn({ clientAddress, webmailUrl, address: actor.name }, 'a ticket was shown by who is not that webmail')
    return null
  }
  const opened = await withApplied(await openWebmail(actor, actor.id, { networks: signOn.networks, minutes: visitMinutes }))
  if (!opened.ok) return null
  // A visit that the mail host does not know of would count as a wrong password there.
  if (!opened.value.applied) {
    await revokeAppPassword(actor, actor.id, opened.value.id)
    return null
  }
  await db().webmailVisit.create({ data: { appPasswordId: opened.value.id, sessionId }, select: { appPasswordId: true } })
  await sleep(dovecotLooksMs)
  return { visit: opened.value.id, user: actor.name, password: opened.value.password }
}

/** Its number names the visit, and only a webmail can say it. One that is over already is left as it is. */
export async function leaveWebmail(visit: string, clientAddress: string | null): Promise<void> {
  const found = isUuid(visit)
    ? await db().webmailVisit.findUnique({ where: { appPasswordId: visit }, include: { appPassword: { include: { mailbox: true } } } })
    : null
  if (!found || !(await isWebmail(clientAddress))) return
  const { id, address } = found.appPassword.mailbox
  const actor: MailboxActor = { kind: 'mailbox', id, name: address, via: 'me' }
  await revokeAppPassword(actor, id, visit)
}

/** Whether one of the webmails that the settings name asks from there. */
export async function isWebmail(clientAddress: string | null): Promise<boolean> {
  const { webmailSignOn } = (await readSettings()).values
  return isInNetworks(
    clientAddress,
    webmailSignOn.flatMap((line) => signOnOf(line).networks),
  )
}
