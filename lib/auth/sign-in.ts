// A password for a session. Says of a failure neither whether the account exists nor whether it is disabled, and takes as long for all.
import 'server-only'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { verifyAdministratorPassword } from './administrator-password'
import { deviceOf } from './device-cookie'
import { maySignInHere } from './password-sign-in'
import { factorColumns, hasSecondFactor } from './second-factor'
import { createSession } from './sessions'
import { type Client, recordAttempt } from './sign-in-attempts'
import { type Attempt, clearAttempts, countAttempt } from './sign-in-limit'

export type Credentials = Client & { address: string; password: string /** As the browser sent it. */; deviceCookie?: string | null }
/** `isFinished`: false when the session only serves to give the second factor. */
export type SignedIn = { id: string; sessionId: string; locale: string | null; isFinished: boolean }

const passwordBytesMax = 1024

/** The new session and its owner; null: wrong. Throws AppError `rate_limited` after too many guesses. */
export async function signIn(credentials: Credentials): Promise<SignedIn | null> {
  const { password, clientAddress, deviceCookie = null } = credentials
  const address = credentials.address.trim().toLowerCase().slice(0, 254)
  if (Buffer.byteLength(password) > passwordBytesMax) return null
  const found = await db().administrator.findUnique({
    where: { address },
    select: { id: true, locale: true, role: true, passwordHash: true, disabledAt: true, ...factorColumns },
  })
  const attempt: Attempt = { address, password, clientAddress, device: deviceOf(deviceCookie, found?.id) }
  const limit = await countAttempt(attempt)
  if (limit !== null) {
    // A client that tries account after account is one line of the list, not a thousand.
    await recordAttempt(limit === 'client' ? '' : address, credentials, 'password', 'limited')
    throw new AppError('rate_limited', { subject: 'sign-in' })
  }
  const right = await verifyAdministratorPassword(found?.passwordHash ?? null, password)
  if (!right || !found || found.disabledAt) {
    await recordAttempt(address, credentials, 'password', found ? (right ? 'disabled' : 'wrong') : 'unknown')
    return null
  }
  await clearAttempts(attempt)
  if (!(await maySignInHere(found.role))) {
    await recordAttempt(address, credentials, 'password', 'elsewhere')
    throw new AppError('forbidden', { subject: 'sign-in' })
  }
  const isFinished = !hasSecondFactor(found)
  await recordAttempt(address, credentials, 'password', isFinished ? 'signed_in' : 'half')
  const { id, locale } = found
  return { id, locale, sessionId: await createSession(id, credentials, { awaitsSecondFactor: !isFinished }), isFinished }
}
