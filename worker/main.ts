// The worker: does over time what a click does at once. Any number may run beside each other. It ends on SIGTERM when the jobs under way
// are done; killed, it leaves them to the next one.

import { EventEmitter } from 'node:events'
import { Logger, type LogLevel, type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker'
import { db } from '#lib/db/client'
import { env } from '#lib/env'
import { disconnectAll } from '#lib/host/client'
import { log } from '#lib/log'
import { awaitedJobs, quietJobs, timetable } from './jobs'
import { announcePresence } from './presence'

/** Jobs at a time, of each of the two kinds. */
const concurrency = 6
/** New jobs are announced by NOTIFY; this finds those whose time has come, and those whose announcement was lost. */
const pollMs = 500

const connectionString = env('DATABASE_URL')
// Asked for now, so that a worker that could never reach a host says so at its start.
env('POSTERN_SSH_KEY_FILE')
env('POSTERN_SEALING_KEY')

const queues = await Promise.all([
  startQueue({ taskList: awaitedJobs, crontab: '' }),
  startQueue({ taskList: quietJobs, crontab: timetable }),
])
const presence = await announcePresence(
  connectionString,
  queues.map(({ poolId }) => poolId),
)
await db().$queryRaw`select 1`
log.info('the worker is ready')

let stopped: Promise<unknown> | null = null
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopped ??= stopQueues()
  })
}

try {
  await Promise.all(queues.map(({ runner }) => runner.promise))
  // What the last jobs came to is written only then.
  await stopped
} catch (error) {
  log.fatal({ err: error }, 'the queue ended')
  process.exitCode = 1
}
await presence.end().catch((error: unknown) => log.warn({ err: error }, 'the worker left without a word'))
await disconnectAll()
await db().$disconnect()
log.info('the worker has ended')
process.exit()

async function startQueue(options: Pick<RunnerOptions, 'taskList' | 'crontab'>): Promise<{ runner: Runner; poolId: string }> {
  const events: WorkerEvents = new EventEmitter()
  // The pool itself is a thenable that ends with the work, so only its name is kept.
  const poolId = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)))
  const runner = await run({
    ...options,
    connectionString,
    concurrency,
    pollInterval: pollMs,
    maxPoolSize: concurrency + 2,
    noHandleSignals: true,
    logger: new Logger(() => queueLog),
    events,
  })
  return { runner, poolId: await poolId }
}

async function stopQueues(): Promise<void> {
  const stops = queues.map(({ runner }) =>
    runner.stop().catch((error: unknown) => log.error({ err: error }, 'the queue did not stop in order')),
  )
  await Promise.all(stops)
}

function queueLog(level: `${LogLevel}`, message: string): void {
  if (level === 'error') log.error({ queue: true }, message)
  else if (level === 'warning') log.warn({ queue: true }, message)
  else log.debug({ queue: true }, message)
}
