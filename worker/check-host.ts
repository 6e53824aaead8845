import * as z from 'zod'
import { checkHost } from '#lib/changes/drift'
import { queueChecks, queueDueHosts } from '#lib/changes/due-hosts'

const payload = z.object({ hostId: z.uuid() })

/** Asks one host how it is and looks for lines that another hand changed. */
export const checkHostJob = (given: unknown): Promise<void> => checkHost(payload.parse(given).hostId)

/** One such look for every host. */
export const checkHostsJob = (): Promise<void> => queueChecks()

/** A job for each host that has something due and none. */
export const retryDueHostsJob = async (): Promise<void> => {
  await queueDueHosts()
}
