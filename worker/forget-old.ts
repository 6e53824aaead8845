import { forgetOldSessions } from '#lib/auth/sessions'
import { forgetOldAttempts } from '#lib/auth/sign-in-limit'
import { db } from '#lib/db/client'

/** How long the answer to a request with an idempotency key is kept. */
const keyHours = 24

/** Rows that nobody will ask for again: ended sessions, counters of guesses, kept answers. */
export const forgetOldJob = async (): Promise<void> => {
  await forgetOldSessions()
  await forgetOldAttempts()
  await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - keyHours * 3_600_000) } } })
}
