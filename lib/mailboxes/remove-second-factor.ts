// Of a person who lost app and recovery codes: they sign in to their pages with the password alone then.
import type { Actor } from '#lib/auth/actor'
import { clearMailboxSecondFactor } from '#lib/auth/mailbox-second-factor'
import { endMailboxSessions } from '#lib/auth/mailbox-sessions'
import { lockRowOf } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { entryOf } from './commands'
import { mailboxInclude } from './view'

export function removeMailboxSecondFactor(actor: Actor, id: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'mailbox.write', async (tx) => {
      await lockRowOf(actor, tx, 'Mailbox', id)
      const { address, domain } = await tx.mailbox.findUniqueOrThrow({ where: { id }, include: mailboxInclude })
      if (!(await clearMailboxSecondFactor(tx, id))) return { value: null, entries: [], domains: [] }
      await endMailboxSessions(tx, id)
      await queueNotice(tx, actor, { mailboxId: id }, 'second-factor-removed')
      return { value: null, entries: [entryOf('second-factor-remove', id, address, domain.name)], domains: [] }
    }),
  )
}
