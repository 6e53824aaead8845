// What was found of a mailbox's app passwords on its host becomes what the panel knows: those that are gone there end, those that it never
// made are taken as they are.
import type { Actor } from '#lib/auth/actor'
import { lockRowOf } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'
import type { AppPasswordState } from '#lib/protocol/state'
import { entryOf } from './entry'

export function adoptAppPasswords(
  actor: Actor,
  mailbox: { id: string; address: string },
  found: readonly AppPasswordState[],
): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'mailbox.write', async (tx) => {
      await lockRowOf(actor, tx, 'Mailbox', mailbox.id)
      const known = await tx.appPassword.findMany({ where: { mailboxId: mailbox.id, expiredAt: null } })
      const lost = known.filter(({ id }) => !found.some(({ mark }) => mark === id.replaceAll('-', '')))
      const foreign = found.filter(({ mark }) => !known.some(({ id }) => mark === id.replaceAll('-', '')))
      await tx.appPassword.deleteMany({ where: { id: { in: lost.map(({ id }) => id) } } })
      await tx.appPassword.createMany({
        data: foreign.map(({ mark, selector, passwordHash, protocols, networks, expiresAt }) => ({
          ...{ mailboxId: mailbox.id, name: mark, selector, secretHash: passwordHash, networks, ...protocols },
          expiresAt: expiresAt === null ? null : new Date(expiresAt * 1000),
        })),
      })
      const entries = [
        ...lost.map(({ name }) => entryOf(mailbox, 'revoke', name)),
        ...foreign.map(({ mark }) => entryOf(mailbox, 'create', mark)),
      ]
      return { value: null, entries, domains: [] }
    }),
  )
}
