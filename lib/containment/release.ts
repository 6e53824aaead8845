// The stranger is out: the mailbox may send again as far as it could before. Its person gets a new password as everybody does, by an invitation
// or from an administrator; forwards and filters that were stopped stay so until somebody wants them.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { lockRowOf } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'

export function releaseMailbox(actor: Actor, mailboxId: string): Promise<Outcome<{ address: string }>> {
  return asOutcome(() =>
    recordChange(actor, 'mailbox.write', async (tx) => {
      await lockRowOf(actor, tx, 'Mailbox', mailboxId)
      const open = await tx.containment.findFirst({ where: { mailboxId, releasedAt: null } })
      if (!open) return deny('not_contained')
      const { address, submission } = await tx.mailbox.findUniqueOrThrow({ where: { id: mailboxId } })
      await tx.containment.update({ where: { id: open.id }, data: { releasedAt: new Date(), releasedBy: actor.name } })
      const sends = submission || open.submission
      await tx.mailbox.update({ where: { id: mailboxId }, data: { submission: sends, version: { increment: 1 } } })
      await tx.mailboxSignal.deleteMany({ where: { mailboxId } })
      const domainName = domainOf(address)
      const subject = { subjectKind: 'mailbox', subjectId: mailboxId, subjectName: address, domainName }
      const entry = { action: 'mailbox.release', ...subject, before: { submission }, after: { submission: sends } }
      return { value: { address }, entries: [entry], domains: [domainName] }
    }),
  )
}
