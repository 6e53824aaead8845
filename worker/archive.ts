import * as z from 'zod'
import { archiveMailboxJob, purgeDueArchives, restoreMailboxJob } from '#lib/archive/jobs'
import { systemActor } from '#lib/auth/actor'

const payload = z.object({ archiveId: z.uuid() })

/** Moves the mail of a deleted mailbox out of the way. */
export const archiveMailbox = (given: unknown): Promise<void> => archiveMailboxJob(payload.parse(given).archiveId)

/** Moves it back for a mailbox that was brought back. */
export const restoreMailbox = (given: unknown): Promise<void> => restoreMailboxJob(payload.parse(given).archiveId)

/** Removes the mail whose time is over. */
export const purgeArchive = async (): Promise<void> => {
  await purgeDueArchives(systemActor('archive'))
}
