import * as z from 'zod'
import { applyHost } from '#lib/changes/apply'

const payload = z.object({ hostId: z.uuid() })

/** Sends a host all that is due there. */
export const applyHostJob = async (given: unknown): Promise<void> => {
  await applyHost(payload.parse(given).hostId)
}
