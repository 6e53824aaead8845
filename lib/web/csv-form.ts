import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'

/** A file on its way in. The names begin with $ so that nothing of it is sent back. Anything but a clear "false" is a dry run. */
export const csvForm = z.object({ $csv: z.string(), $dryRun: z.string() })

/** The same person; the audit says that it came from a file. */
export const viaCsv = (actor: Actor): Actor => (actor.kind === 'administrator' ? { ...actor, via: 'csv' } : actor)
