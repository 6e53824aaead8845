import { forgetOldMailSignIns } from '#lib/activity/read-sign-ins'
import { forgetRetiredAddresses } from '#lib/addresses/own-aliases'
import { forgetOldAppPasswords } from '#lib/app-passwords/expire-app-passwords'
import { forgetOldAdministratorLinks } from '#lib/auth/administrator-link'
import { forgetOldGuesses } from '#lib/auth/guess-limit'
import { forgetOldMailboxSessions } from '#lib/auth/mailbox-sessions'
import { forgetOldChallenges } from '#lib/auth/passkey-challenge'
import { forgetOldPasswordLinks } from '#lib/auth/password-link'
import { forgetOldRequests } from '#lib/auth/request-limit'
import { forgetOldSessions } from '#lib/auth/sessions'
import { forgetOldAttempts } from '#lib/auth/sign-in-attempts'
import { forgetOldAlarms } from '#lib/certificates/alarms'
import { db } from '#lib/db/client'
import { forgetOldDnsChanges } from '#lib/dns-status/tell-changes'
import { forgetOldQueueSamples } from '#lib/queue/watch-queue'
import { forgetOldReports } from '#lib/received-reports/forget-reports'
import { readSettings } from '#lib/settings/queries'
import { forgetOldTasks } from '#lib/tasks/commands'
import { forgetOldStorageSamples } from '#lib/traffic/measure-storage'
import { forgetOldTickets } from '#lib/webmail/tickets'

/** How long the answer to a request with an idempotency key is kept. */
const keyHours = 24
/** How long administrators can see which messages were sent. */
const messageDays = 30

/**
 * Rows that nobody will ask for again: ended sessions and links, counters of guesses and requests, answered challenges, attempts beyond the days set, kept
 * answers, tasks and messages of last month.
 */
export const forgetOldJob = async (): Promise<void> => {
  await forgetOldSessions()
  await forgetOldGuesses()
  await forgetOldRequests()
  await forgetOldChallenges()
  const { signInDays } = (await readSettings()).values
  await forgetOldAttempts(signInDays)
  await forgetOldMailSignIns(signInDays)
  await forgetOldTasks()
  await forgetOldAppPasswords()
  await forgetOldMailboxSessions()
  await forgetOldPasswordLinks()
  await forgetOldAdministratorLinks()
  await forgetRetiredAddresses(db())
  await forgetOldTickets()
  await forgetOldQueueSamples()
  await forgetOldStorageSamples()
  await forgetOldDnsChanges()
  await forgetOldAlarms()
  await db().acmeAnswer.deleteMany({ where: { expiresAt: { lt: new Date() } } })
  await forgetOldReports()
  await db().outgoingMessage.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - messageDays * 86_400_000) } } })
  await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - keyHours * 3_600_000) } } })
}
