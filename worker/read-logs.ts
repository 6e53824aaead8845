import type { Task } from 'graphile-worker'
import * as z from 'zod'
import { eraseTraces } from '#lib/traces/erase-traces'
import { queueLogReading, readLogs } from '#lib/traces/read-logs'
import { keepTraces } from '#lib/traces/retention'

const payload = z.object({ hostId: z.uuid() })

/** What the logs of a host have to tell since they were read last. */
export const readLogsJob: Task = (given, { abortSignal }) => readLogs(payload.parse(given).hostId, abortSignal)

/** The same for every host. */
export const readAllLogsJob = (): Promise<void> => queueLogReading()

/** Drops the days that are too old, and makes the coming ones. */
export const keepTracesJob = (): Promise<void> => keepTraces()

const erasing = z.object({ address: z.string().max(254) })

/** Takes an address out of all that is kept. */
export const eraseTracesJob = (given: unknown): Promise<void> => eraseTraces(erasing.parse(given).address)
