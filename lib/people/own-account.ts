// What people change about themselves, whatever their role: name, language, password, sessions. A new password ends every other session
// of theirs; the one that they sit in goes on.
import 'server-only'
import type * as z from 'zod'
import type { AdministratorActor } from '#lib/auth/actor'
import { hashAdministratorPassword, verifyAdministratorPassword } from '#lib/auth/administrator-password'
import { passwordRefusals } from '#lib/auth/password-rule'
import { clearAttempts, countAttempt } from '#lib/auth/sign-in-limit'
import { changedFields, denyConflict, lockRow } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
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

/** Guesses of the current password count like those at the door: a session left open is no way to find it out. */
export function changeOwnPassword(
  actor: AdministratorActor,
  sessionId: string,
  input: ChangePasswordInput,
): Promise<Outcome<{ ended: number }>> {
  return asOutcome(async () => {
    const wanted = requireValid(changePasswordInput, input)
    const { account, refusals } = await checkCurrentPassword(actor, wanted)
    denyAll([...refusals, ...passwordRefusals(wanted.password, [account.address, account.name])])
    const passwordHash = await hashAdministratorPassword(wanted.password)
    return recordChange(actor, 'account.write', async (tx) => {
      await tx.administrator.update({ where: { id: actor.id }, data: { passwordHash, version: { increment: 1 } } })
      const ended = await endOthers(tx, actor.id, sessionId)
      const entry = { action: 'administrator.password', ...entryOf(account), after: { password: '(changed)' } }
      return { value: { ended }, entries: [entry], domains: [] }
    })
  })
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

async function checkCurrentPassword(actor: AdministratorActor, { currentPassword }: z.output<typeof changePasswordInput>) {
  const account = await db().administrator.findUniqueOrThrow({ where: { id: actor.id }, omit: { passwordHash: false } })
  const attempt = { address: account.address, password: currentPassword, clientAddress: null, isKnownClient: false }
  if (!(await countAttempt(attempt))) throw new AppError('rate_limited', { subject: 'password' })
  const right = await verifyAdministratorPassword(account.passwordHash, currentPassword)
  if (right) await clearAttempts(attempt)
  return { account, refusals: right ? [] : [refusal('password_wrong', 'currentPassword')] }
}

async function endOthers(tx: Tx, administratorId: string, sessionId: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { administratorId, revokedAt: null, id: { not: sessionId }, expiresAt: { gt: new Date() } },
    data: { revokedAt: new Date() },
  })
  return count
}
