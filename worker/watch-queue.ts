import * as z from 'zod'
import { queueHoldRulesDue, writeHoldRules } from '#lib/queue/hold-rules'
import { queueWatching, watchQueue } from '#lib/queue/watch-queue'

const payload = z.object({ hostId: z.uuid() })

/** How long a host's queue is, and why what is in it waits. */
export const watchQueueJob = (given: unknown): Promise<void> => watchQueue(payload.parse(given).hostId)

/** The same for every host. */
export const watchQueuesJob = async (): Promise<void> => {
  await queueWatching()
  await queueHoldRulesDue()
}

/** The hold rules to one host. */
export const writeHoldRulesJob = (given: unknown): Promise<void> => writeHoldRules(payload.parse(given).hostId)
