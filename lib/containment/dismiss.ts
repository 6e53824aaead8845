// Somebody looked at what a mailbox does and found nothing wrong: its signals are quiet for a week.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { lockRowOf } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'

export function dismissSignals(actor: Actor, mailboxId: string): Promise<Outcome<{ address: string }>> {
  return asOutcome(() =>
    recordChange(actor, 'mailbox.write', async (tx) => {
      await lockRowOf(actor, tx, 'Mailbox', mailboxId)
      const { address } = await tx.mailbox.findUniqueOrThrow({ where: { id: mailboxId }, select: { address: true } })
      const signals = await tx.mailboxSignal.findMany({ where: { mailboxId }, select: { kind: true } })
      if (signals.length === 0) return { value: { address }, entries: [], domains: [] }
      await tx.mailboxSignal.updateMany({ where: { mailboxId }, data: { dismissedAt: new Date(), dismissedBy: actor.name } })
      const subject = { subjectKind: 'mailbox', subjectId: mailboxId, subjectName: address, domainName: domainOf(address) }
      const after = { signals: signals.map(({ kind }) => kind) }
      return { value: { address }, entries: [{ action: 'mailbox.signals-dismiss', ...subject, after }], domains: [] }
    }),
  )
}
