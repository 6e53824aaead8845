import * as z from 'zod'
import { finishContainment } from '#lib/containment/finish'
import { watchHabits } from '#lib/containment/habits'
import { tellSignals } from '#lib/containment/tell-signals'

const payload = z.object({ containmentId: z.uuid() })

/** What the host does for a mailbox that was closed. */
export const finishContainmentJob = (given: unknown): Promise<void> => finishContainment(payload.parse(given).containmentId)

/** Mailboxes that do what they never did, and who has to hear of it. */
export const watchHabitsJob = async (): Promise<void> => {
  await watchHabits()
  await tellSignals()
}
