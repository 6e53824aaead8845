// What people change about themselves, whatever their role: name, language, password, sessions. A new password ends every other session
// of theirs; the one that they sit in goes on.
import 'server-only'
import type { AdministratorActor } from '#lib/auth/actor'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { administratorPasswordRefusals } from '#lib/auth/administrator-password-rule'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, isUuid, lockRow } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { checkCurrentPassword } from './current-password'
import { endOthers } from './end-sessions'
import {
  type AdministratorView,
  type ChangePasswordInput,
  changePasswordInput,
  type UpdateAccountInput,
  updateAccountInput,
} from './schema'
import { administratorViewOf, lastSession } from './view'

const entryOf = (view: Pick<AdministratorView, 'id' | 'address'>) => ({
  subjectKind: 'administrator',
  subjectId: view.id,
  subjectName: view.address,
})

export async function getOwnAccount(actor: AdministratorActor): Promise<AdministratorView> {
  requirePermission(actor, 'account.write')
  return administratorViewOf(await db().administrator.findUniqueOrThrow({ where: { id: actor.id }, include: lastSession }))
}

/** Without a version whatever stands there is overwritten: for the language, which is chosen from a menu and not from a form. */
export function updateOwnAccount(
  actor: AdministratorActor,
  version: number | null,
  input: UpdateAccountInput,
): Promise<Outcome<AdministratorView>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateAccountInput, input)
    return recordChange(actor, 'account.write', async (tx) => {
      const current = await lockRow(tx, 'Administrator', actor.id)
      const view = administratorViewOf(await tx.administrator.findUniqueOrThrow({ where: { id: actor.id }, include: lastSession }))
      if (version !== null && current !== version) await denyConflict(tx, actor.id, current - version, view)
      const changed = changedFields(view, wanted)
      if (!changed) return { value: view, entries: [], domains: [] }
      const row = await tx.administrator.update({
        where: { id: actor.id },
        data: { ...wanted, version: { increment: 1 } },
        include: lastSession,
      })
      return { value: administratorViewOf(row), entries: [{ action: 'administrator.update', ...entryOf(view), ...changed }], domains: [] }
    })
  })
}

export function changeOwnPassword(
  actor: AdministratorActor,
  sessionId: string,
  input: ChangePasswordInput,
): Promise<Outcome<{ ended: number }>> {
  return asOutcome(async () => {
    const wanted = requireValid(changePasswordInput, input)
    const { account, refusals } = await checkCurrentPassword(actor, wanted.currentPassword)
    denyAll([...refusals, ...(await administratorPasswordRefusals(wanted.password, [account.address, account.name]))])
    const passwordHash = await hashAdministratorPassword(wanted.password)
    return recordChange(actor, 'account.write', async (tx) => {
      await tx.administrator.update({
        where: { id: actor.id },
        data: { passwordHash, passwordSetAt: new Date(), version: { increment: 1 } },
      })
      await queueNotice(tx, actor, { administratorId: actor.id }, 'password')
      const ended = await endOthers(tx, actor.id, sessionId)
      const entry = { action: 'administrator.password', ...entryOf(account), after: { password: '(changed)' } }
      return { value: { ended }, entries: [entry], domains: [] }
    })
  })
}

/** One of one's own. */
export function endOwnSession(actor: AdministratorActor, id: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'account.write', async (tx) => {
      const row = isUuid(id)
        ? await tx.session.findFirst({ where: { id, administratorId: actor.id }, include: { administrator: true } })
        : null
      if (!row) throw new AppError('not_found', { subject: id })
      const { count } = await tx.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } })
      const entry = { action: 'session.revoke', ...entryOf(row.administrator), subjectKind: 'session', subjectId: id }
      return { value: null, entries: count > 0 ? [entry] : [], domains: [] }
    }),
  )
}

export function endOtherSessions(actor: AdministratorActor, sessionId: string): Promise<Outcome<{ ended: number }>> {
  return asOutcome(() =>
    recordChange(actor, 'account.write', async (tx) => {
      const account = await tx.administrator.findUniqueOrThrow({ where: { id: actor.id } })
      const ended = await endOthers(tx, actor.id, sessionId)
      const entry = { action: 'session.revoke', ...entryOf(account), subjectKind: 'session', after: { ended } }
      return { value: { ended }, entries: ended > 0 ? [entry] : [], domains: [] }
    }),
  )
}
