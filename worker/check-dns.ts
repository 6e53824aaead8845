import * as z from 'zod'
import { queueDueRounds } from '#lib/dns-status/due-rounds'
import { runRound } from '#lib/dns-status/run-round'
import { tellDaily } from '#lib/dns-status/tell-changes'

const payload = z.object({ kind: z.enum(['domain', 'host']), id: z.uuid() })

/** Asks the DNS about one domain or host. */
export const checkDnsJob = async (given: unknown): Promise<void> => {
  await runRound(payload.parse(given))
}

/** A job for each domain and host whose last round is too long ago. */
export const checkDueDnsJob = async (): Promise<void> => {
  await queueDueRounds()
}

/** The day's message about what changed. */
export const tellDnsJob = async (): Promise<void> => {
  await tellDaily()
}
