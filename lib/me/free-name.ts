// Whether a person may take a name. Why one cannot be had is told in one word: it must not tell who has, or had, which address.

import { localPartOf } from '#lib/addresses/parse-address'
import { isReservedName } from '#lib/addresses/reserved-names'
import type { MailboxActor } from '#lib/auth/actor'
import type { Tx } from '#lib/db/client'
import { isSender } from '#lib/outbox/sender'
import { deny } from '#lib/refusals'

export async function requireFreeName(tx: Tx, actor: MailboxActor, address: string): Promise<void> {
  if (isReservedName(localPartOf(address)) || (await isSender(address, tx))) deny('own_alias_reserved', 'name', { address })
  const [claim, archived, retired] = await Promise.all([
    tx.addressClaim.findUnique({ where: { address }, select: { address: true } }),
    tx.archivedMailbox.findFirst({ where: { address }, select: { id: true } }),
    tx.retiredAddress.findFirst({ where: { address, mailboxId: { not: actor.id }, until: { gt: new Date() } }, select: { address: true } }),
  ])
  if (claim || archived || retired) deny('own_alias_taken', 'name', { address })
}
