// The second half of a sign-in: a code of the app, a recovery code or a passkey. A new session begins; the half of the
// password is ended by who sets the cookie (next-auth.ts).
import 'server-only'
import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { countGuess, forgetGuesses } from './guess-limit'
import { verifyAuthentication } from './passkey'
import { maySignInHere } from './password-sign-in'
import { isRecoveryCode, spendRecoveryCode } from './recovery-codes'
import { createSession, type UnfinishedSession } from './sessions'
import type { SignedIn } from './sign-in'
import { type Client, type Method, recordAttempt } from './sign-in-attempts'
import { spendTotp } from './totp'

/** Within a quarter of an hour. Of a million codes three are right at a time, so a guesser with the password is right once in two years. */
const codesMax = 5

/** Null: wrong. Throws AppError `rate_limited` after too many. */
export async function giveCode(half: UnfinishedSession, code: string, client: Client): Promise<SignedIn | null> {
  if (half.missing !== 'second-factor') return null
  const method = isRecoveryCode(code) ? 'recovery_code' : 'code'
  // Each counts, the same one too: what was wrong a minute ago may be right now.
  if (!(await countGuess(codeKey(half.id), randomUUID(), codesMax))) {
    await recordAttempt(half.address, client, method, 'limited')
    throw new AppError('rate_limited', { subject: 'sign-in' })
  }
  const right = method === 'code' ? await spendTotp(half.id, code.replaceAll(/\s/g, '')) : await spendRecoveryCode(half.id, code)
  if (right) return finish(half, method, client)
  await recordAttempt(half.address, client, method, 'wrong')
  return null
}

/** Behind a password, or by itself when the passkey checked its person. */
export async function givePasskey(half: UnfinishedSession | null, answer: string, client: Client): Promise<SignedIn | null> {
  const passkey = await verifyAuthentication(answer)
  const owner = passkey && (await db().administrator.findUnique({ where: { id: passkey.administratorId } }))
  const isSecond = half?.missing === 'second-factor' && half.id === owner?.id
  if (!passkey || !owner || owner.disabledAt || !(isSecond || passkey.userVerified)) {
    await recordAttempt(owner?.address ?? half?.address ?? '', client, 'passkey', owner?.disabledAt ? 'disabled' : 'wrong')
    return null
  }
  if (!isSecond && !(await maySignInHere(owner.role))) {
    await recordAttempt(owner.address, client, 'passkey', 'elsewhere')
    throw new AppError('forbidden', { subject: 'sign-in' })
  }
  return finish(owner, 'passkey', client)
}

async function finish(owner: { id: string; address: string; locale: string | null }, method: Method, client: Client): Promise<SignedIn> {
  await forgetGuesses(codeKey(owner.id))
  await recordAttempt(owner.address, client, method, 'signed_in')
  const { id, locale } = owner
  return { id, locale, sessionId: await createSession(id, client), isFinished: true }
}

const codeKey = (administratorId: string): string => `code:${administratorId}`
