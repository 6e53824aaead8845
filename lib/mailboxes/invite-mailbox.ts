import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { lockRowOf } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { entryOf } from './commands'
import { queueInvitation } from './invitation'

/** Sends a link to choose the password, also to somebody who has one. The present one holds until the link is used. */
export function inviteMailbox(actor: Actor, id: string): Promise<Outcome<{ address: string; sentTo: string }>> {
  return asOutcome(() =>
    recordChange(actor, 'mailbox.write', async (tx) => {
      await lockRowOf(actor, tx, 'Mailbox', id)
      const row = await tx.mailbox.findUniqueOrThrow({ where: { id }, include: { domain: { select: { name: true } } } })
      if (!row.enabled) deny('invite_disabled', null, { address: row.address })
      await queueInvitation(tx, row)
      const sentTo = row.recoveryAddress ?? ''
      const entry = { ...entryOf('invite', id, row.address, row.domain.name), after: { sentTo } }
      return { value: { address: row.address, sentTo }, entries: [entry], domains: [] }
    }),
  )
}
