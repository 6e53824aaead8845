// The queue's tasks done in the test's own process, as the worker would. For tests only.
import { Logger, type Runner, run } from 'graphile-worker'
import { runTaskJob } from './run-task'

export function runTasks(): Promise<Runner> {
  return run({
    connectionString: process.env.DATABASE_URL,
    concurrency: 2,
    pollInterval: 100,
    taskList: { 'run-task': runTaskJob },
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  })
}
