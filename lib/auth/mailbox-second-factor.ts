// The second factor of a person with a mailbox, for their own pages: an authenticator app, and recovery codes. Mail programs know no second
// factor; for them there are app passwords.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { countGuess, forgetGuesses } from './guess-limit'
import { type HalfMailboxSession, renewMailboxSession } from './mailbox-sessions'
import { isRecoveryCode, newRecoveryCodes, recoveryCodeHash } from './recovery-codes'
import { sealedTotpStep } from './totp'

/** As for administrators: within a quarter of an hour. */
const codesMax = 5

/** The secret of the session that is whole now, or null: wrong. Throws AppError `rate_limited` after too many. */
export async function giveMailboxCode(half: HalfMailboxSession, code: string): Promise<string | null> {
  const key = `code:mailbox:${half.id}`
  // Each counts, the same one too: what was wrong a minute ago may be right now.
  if (!(await countGuess(key, randomUUID(), codesMax))) throw new AppError('rate_limited', { subject: 'sign-in' })
  const right = isRecoveryCode(code) ? await spendRecoveryCode(half.id, code) : await spendTotp(half.id, code.replaceAll(/\s/g, ''))
  if (!right) return null
  await forgetGuesses(key)
  return renewMailboxSession(db(), half.sessionId)
}

/** New codes in place of all that were; this is the one time that they are in clear. */
export async function renewMailboxRecoveryCodes(tx: Tx, mailboxId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.mailboxRecoveryCode.deleteMany({ where: { mailboxId } })
  await tx.mailboxRecoveryCode.createMany({ data: codes.map((code) => ({ mailboxId, codeHash: recoveryCodeHash(code) })) })
  return codes
}

/** Whether there was one. */
export async function clearMailboxSecondFactor(tx: Tx, mailboxId: string): Promise<boolean> {
  const there = { id: mailboxId, totpSince: { not: null } }
  const { count } = await tx.mailbox.updateMany({ where: there, data: { totpSealed: null, totpStep: null, totpSince: null } })
  await tx.mailboxRecoveryCode.deleteMany({ where: { mailboxId } })
  return count > 0
}

/** Whether the code is right and newer than the last one; it is spent then, however many ask at once. */
async function spendTotp(mailboxId: string, code: string): Promise<boolean> {
  const row = await db().mailbox.findUnique({ where: { id: mailboxId }, select: { totpSealed: true } })
  if (!row?.totpSealed) return false
  const step = sealedTotpStep(row.totpSealed, `mailbox:${mailboxId}`, code)
  if (step === null) return false
  const newer = { OR: [{ totpStep: null }, { totpStep: { lt: step } }] }
  return (await db().mailbox.updateMany({ where: { id: mailboxId, ...newer }, data: { totpStep: step } })).count === 1
}

async function spendRecoveryCode(mailboxId: string, text: string): Promise<boolean> {
  const { count } = await db().mailboxRecoveryCode.deleteMany({ where: { mailboxId, codeHash: recoveryCodeHash(text) } })
  return count === 1
}
