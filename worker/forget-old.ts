import { forgetOldSessions } from '#lib/auth/sessions'
import { forgetOldAttempts } from '#lib/auth/sign-in-limit'
import { db } from '#lib/db/client'
import { forgetOldTasks } from '#lib/tasks/commands'

/** How long the answer to a request with an idempotency key is kept. */
const keyHours = 24

/** Rows that nobody will ask for again: ended sessions, counters of guesses, kept answers, tasks of last month. */
export const forgetOldJob = async (): Promise<void> => {
  await forgetOldSessions()
  await forgetOldAttempts()
  await forgetOldTasks()
  await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - keyHours * 3_600_000) } } })
}
