import * as z from 'zod'
import { queueSignIns, readSignIns } from '#lib/activity/read-sign-ins'

const payload = z.object({ hostId: z.uuid() })

/** What a host's log tells of mail programs that signed in. */
export const readSignInsJob = (given: unknown): Promise<void> => readSignIns(payload.parse(given).hostId)

/** The same for every host. */
export const readAllSignInsJob = (): Promise<void> => queueSignIns()
