// A password for a session. Says of a failure neither whether the account exists nor whether it is disabled.
import 'server-only'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { verifyAdministratorPassword } from './administrator-password'
import { createSession, type SessionOwner } from './sessions'
import { type Attempt, clearAttempts, countAttempt } from './sign-in-limit'

export type Credentials = { address: string; password: string; clientAddress: string | null; userAgent: string | null }

const passwordBytesMax = 1024

/** The new session and its owner; null: wrong. Throws AppError `rate_limited` after too many guesses. */
export async function signIn(credentials: Credentials): Promise<SessionOwner | null> {
  const { password, clientAddress, userAgent } = credentials
  const address = credentials.address.trim().toLowerCase().slice(0, 254)
  if (Buffer.byteLength(password) > passwordBytesMax) return null
  const found = await db().administrator.findUnique({ where: { address }, omit: { passwordHash: false } })
  const attempt: Attempt = { address, password, clientAddress, isKnownClient: await isKnownClient(found?.id, clientAddress) }
  if (!(await countAttempt(attempt))) throw new AppError('rate_limited', { subject: 'sign-in' })
  const right = await verifyAdministratorPassword(found?.passwordHash ?? null, password)
  if (!right || !found || found.disabledAt) {
    log.info({ address, clientAddress }, 'a sign-in was refused')
    return null
  }
  await clearAttempts(attempt)
  const { id, name, role, locale } = found
  return { sessionId: await createSession(id, { clientAddress, userAgent }), id, name, address, role, locale }
}

async function isKnownClient(administratorId: string | undefined, clientAddress: string | null): Promise<boolean> {
  if (!administratorId || !clientAddress) return false
  return (await db().session.findFirst({ where: { administratorId, clientAddress }, select: { id: true } })) !== null
}
