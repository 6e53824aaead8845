// What comes with the first second factor of a person, and goes with the last.
import type { AdministratorActor } from '#lib/auth/actor'
import { renewRecoveryCodes } from '#lib/auth/recovery-codes'
import { requiresSecondFactor, secondFactorsOf } from '#lib/auth/second-factor'
import { lockRow } from '#lib/changes/edit'
import type { Tx } from '#lib/db/client'
import { queueNotice } from '#lib/outbox/queue-notice'
import { deny } from '#lib/refusals'
import { endOthers } from './end-sessions'

/** The codes, shown this once, when it is the first; sessions elsewhere were opened with less, so they end. */
export async function beforeAdding(tx: Tx, actor: AdministratorActor, sessionId: string): Promise<string[]> {
  await lockRow(tx, 'Administrator', actor.id)
  await queueNotice(tx, actor, { administratorId: actor.id }, 'second-factor')
  const { app, passkeys } = await secondFactorsOf(actor.id, tx)
  if (app || passkeys > 0) return []
  await endOthers(tx, actor.id, sessionId)
  return renewRecoveryCodes(tx, actor.id)
}

/** Recovery codes serve nothing alone. Refused where the role must have a second factor. */
export async function afterRemoving(tx: Tx, actor: AdministratorActor): Promise<void> {
  await queueNotice(tx, actor, { administratorId: actor.id }, 'second-factor-removed')
  const { app, passkeys } = await secondFactorsOf(actor.id, tx)
  if (app || passkeys > 0) return
  if (await requiresSecondFactor(actor.role)) deny('second_factor_needed')
  await tx.recoveryCode.deleteMany({ where: { administratorId: actor.id } })
}
