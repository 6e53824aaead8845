// What the deletion of very many mailboxes would leave behind, counted. The mail is counted on the hosts in the first of them only: a
// person is looking, and a host counts a few thousand folders in a second.
import { type PointingAt, pointingAt } from '#lib/addresses/pointing'
import { readArchiveDays } from '#lib/addresses/put-away'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import type { Meant } from '#lib/changes/bulk'
import { db } from '#lib/db/client'
import { storedMail } from './impact'

export const mailCountedMax = 1000

/** `bytes` null: a host did not answer. */
export type MailboxesImpact = PointingAt & { bytes: number | null; counted: number; archiveDays: number }

/** `meant.some` are the mailboxes whose mail is counted. */
export async function mailboxesImpact(actor: Actor, meant: Meant): Promise<MailboxesImpact> {
  requirePermission(actor, 'mailbox.read')
  const counted = meant.some.slice(0, mailCountedMax)
  const [pointing, mail, archiveDays] = await Promise.all([pointingAt(actor, meant.all), storedMail(actor, counted), readArchiveDays(db())])
  return { ...pointing, bytes: mail?.bytes ?? null, counted: counted.length, archiveDays }
}
