// Who changed what opens an account is told to its person, with time and place: they are the first to know when it was somebody else. To
// an administrator's own address, and to the recovery address of a mailbox, for the mailbox itself may be what was taken.
import type { Actor } from '#lib/auth/actor'
import type { Tx } from '#lib/db/client'
import { isLocale } from '#lib/i18n/locales'
import { newcomersLocale } from './newcomers-locale'
import type { NoticeAbout } from './notice'
import { queueMessage } from './queue-message'
import { findSender } from './sender'

type Person = { mailboxId: string } | { administratorId: string }

/** In the transaction of the change that `actor` makes. Nothing where no message can be sent, or nowhere is known to send it. */
export async function queueNotice(tx: Tx, actor: Actor, person: Person, about: NoticeAbout): Promise<void> {
  const found = await reachable(tx, person)
  if (!found?.recipient || !(await findSender(tx))) return
  const locale = isLocale(found.locale) ? found.locale : await newcomersLocale(tx)
  const from = actor.kind === 'system' ? null : (actor.clientAddress ?? null)
  const notice = { about, at: new Date().toISOString(), from }
  await queueMessage(tx, { kind: 'notice', recipient: found.recipient, locale, notice, ...person })
}

async function reachable(tx: Tx, person: Person): Promise<{ recipient: string | null; locale: string | null } | null> {
  if ('mailboxId' in person) {
    const select = { recoveryAddress: true, locale: true } as const
    const row = await tx.mailbox.findUnique({ where: { id: person.mailboxId }, select })
    return row && { recipient: row.recoveryAddress, locale: row.locale }
  }
  const row = await tx.administrator.findUnique({ where: { id: person.administratorId }, select: { address: true, locale: true } })
  return row && { recipient: row.address, locale: row.locale }
}
