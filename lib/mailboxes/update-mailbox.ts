// A mailbox changes in any of its fields but its address, under which its mail is stored, and its password, which has its own command.

import type * as z from 'zod'
import { countIn } from '#lib/addresses/counters'
import { canonicalAddresses, requireHostedDomain } from '#lib/addresses/domain-here'
import { quotaRefusals } from '#lib/addresses/insert-mailboxes'
import { lockGraph } from '#lib/addresses/loops'
import type { Warning } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { changedFields, denyConflict, lockRowOf } from '#lib/changes/edit'
import { type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { checkForwards, entryOf, requireRecovery } from './commands'
import { type MailboxView, type UpdateMailboxInput, updateMailboxInput } from './schema'
import { mailboxInclude, mailboxViewOf } from './view'

type Wanted = z.output<typeof updateMailboxInput>
type Saved = MailboxView & { warnings: Warning[] }

/** What the host's lines do not depend on. */
const panelOnly: ReadonlySet<string> = new Set(['displayName', 'recoveryAddress', 'passwordMustChange', 'note', 'tags'])

export function updateMailbox(actor: Actor, id: string, version: number, input: UpdateMailboxInput): Promise<Outcome<Saved>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateMailboxInput, input)
    return recordChange(actor, 'mailbox.write', (tx) => change(actor, tx, id, version, wanted))
  })
}

async function change(actor: Actor, tx: Tx, id: string, version: number, wanted: Wanted): Promise<Recorded<Saved>> {
  if (wanted.forwards && wanted.forwards.length > 0) await lockGraph(tx)
  const current = await lockRowOf(actor, tx, 'Mailbox', id)
  const view = mailboxViewOf(await tx.mailbox.findUniqueOrThrow({ where: { id }, include: mailboxInclude }))
  if (current !== version) await denyConflict(tx, id, current - version, view)
  const forwards = wanted.forwards && (await canonicalAddresses(tx, wanted.forwards))
  const changed = changedFields(view, { ...wanted, forwards })
  if (!changed) return { value: { ...view, warnings: [] }, entries: [], domains: [] }
  denyAll(requireRecovery(view.address, wanted.recoveryAddress))
  if (changed.after.quotaBytes !== undefined) await changeQuota(actor, tx, view, changed.after.quotaBytes)
  const { forwards: _forwards, ...columns } = wanted
  if (changed.after.forwards) {
    await tx.mailboxForward.deleteMany({ where: { mailboxId: id } })
    await tx.mailboxForward.createMany({ data: changed.after.forwards.map((destination) => ({ mailboxId: id, destination })) })
  }
  // What was proved, and what was mailed, was the former one.
  const proof = changed.after.recoveryAddress === undefined ? {} : { recoveryProvedAt: null }
  if (changed.after.recoveryAddress !== undefined) await tx.passwordLink.deleteMany({ where: { mailboxId: id } })
  const row = await tx.mailbox.update({ where: { id }, data: { ...columns, ...proof, version: { increment: 1 } }, include: mailboxInclude })
  const warnings = changed.after.forwards ? await checkForwards(actor, tx, view.address, changed.after.forwards) : []
  const touches = Object.keys(changed.after).some((field) => !panelOnly.has(field))
  return {
    value: { ...mailboxViewOf(row), warnings },
    entries: [{ ...entryOf('update', id, view.address, view.domain.name), ...changed }],
    domains: touches ? [view.domain.name] : [],
  }
}

async function changeQuota(actor: Actor, tx: Tx, view: MailboxView, quotaBytes: number): Promise<void> {
  denyAll(quotaRefusals(await requireHostedDomain(actor, tx, view.address), quotaBytes))
  await countIn(actor, tx, view.domain.id, { quotaBytes: quotaBytes - view.quotaBytes, unlimited: quotaBytes === 0 ? 1 : 0 })
}
