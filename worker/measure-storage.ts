import * as z from 'zod'
import { measureStorage, queueStorageMeasuring } from '#lib/traffic/measure-storage'

const payload = z.object({ hostId: z.uuid() })

/** How much mail lies on one host. */
export const measureStorageJob = async (given: unknown): Promise<void> => {
  await measureStorage(payload.parse(given).hostId)
}

/** The same for every host. */
export const measureAllStorageJob = (): Promise<void> => queueStorageMeasuring()
