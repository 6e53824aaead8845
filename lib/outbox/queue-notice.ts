// Who changed what opens an account is told to its person, with time and place: they are the first to know when it was somebody else. To
// an administrator's own address, and to the recovery address of a mailbox, for the mailbox itself may be what was taken.
import { headers } from 'next/headers'
import { clientAddressHeader, markedAddress } from '#lib/auth/client-address'
import type { Tx } from '#lib/db/client'
import { isLocale } from '#lib/i18n/locales'
import { newcomersLocale } from './newcomers-locale'
import type { NoticeAbout } from './notice'
import { queueMessage } from './queue-message'
import { findSender } from './sender'

type Person = { mailboxId: string } | { administratorId: string }

/** In the transaction of the change. Nothing where no message can be sent, or nowhere is known to send it. */
export async function queueNotice(tx: Tx, person: Person, about: NoticeAbout): Promise<void> {
  const found = await reachable(tx, person)
  if (!found?.recipient || !(await findSender(tx))) return
  const locale = isLocale(found.locale) ? found.locale : await newcomersLocale(tx)
  const notice = { about, at: new Date().toISOString(), from: await placeOfRequest() }
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

/** The client's address; null in the worker and at the command line, which no request stands behind. */
async function placeOfRequest(): Promise<string | null> {
  try {
    return markedAddress((await headers()).get(clientAddressHeader))
  } catch (error) {
    // Next has no class for "outside a request scope".
    if (error instanceof Error) return null
    throw error
  }
}
