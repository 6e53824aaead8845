// Panel and worker as processes that a test holds in its hand. What they print is kept, for what they may say and what they must not.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const checkout = fileURLToPath(new URL('../../..', import.meta.url))
const running = new Set<Process>()

export class Process {
  readonly printed: string[] = []
  constructor(private readonly child: ChildProcess) {
    running.add(this)
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.printed.push(line))
    child.once('exit', () => running.delete(this))
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the process did not start')
    return this.child.pid
  }

  /** Resolves when a printed line contains the words; throws when the process ends before, or after this time. */
  async hasSaid(words: string, deadlineMs = 60_000): Promise<void> {
    const limit = Date.now() + deadlineMs
    while (!this.printed.some((line) => line.includes(words))) {
      if (!this.isRunning || Date.now() > limit) throw new Error(`"${words}" was not said:\n${this.printed.slice(-20).join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    if (!this.isRunning) return
    const exit = once(this.child, 'exit')
    this.child.kill(signal)
    await exit
  }
}

const start = (argv: readonly string[], env: Record<string, string>) =>
  new Process(spawn(process.execPath, argv, { cwd: checkout, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }))

export async function buildWorker(): Promise<void> {
  await promisify(execFile)(process.execPath, [`${checkout}worker/build.mjs`])
}

/** DATABASE_URL and the rest are those of the test itself. */
export async function startWorker(): Promise<Process> {
  const worker = start([`${checkout}dist/worker.mjs`], { LOG_LEVEL: 'info' })
  await worker.hasSaid('the worker is ready')
  return worker
}

export type Supervised = { readonly worker: Process; starts: () => number; stop: () => Promise<void> }

/** A worker that is started again whenever it ends, as by systemd or `npm run up`. */
export async function superviseWorker(): Promise<Supervised> {
  let [worker, starts, stopped] = [await startWorker(), 1, false]
  const watching = (async () => {
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      if (worker.isRunning || stopped) continue
      starts++
      worker = start([`${checkout}dist/worker.mjs`], { LOG_LEVEL: 'info' })
      await worker.hasSaid('the worker is ready').catch(() => worker.end())
    }
  })()
  return {
    get worker() {
      return worker
    },
    starts: () => starts,
    stop: async () => {
      stopped = true
      await watching
      await worker.end('SIGKILL')
    },
  }
}

export type Panel = Process & { readonly url: string }

/** The built panel; the build's output must be there. */
export async function startPanel(port: number): Promise<Panel> {
  const url = `http://127.0.0.1:${port}`
  const env = { NODE_ENV: 'production', PORT: String(port), HOSTNAME: '127.0.0.1', NEXTAUTH_URL: url }
  const panel = start([`${checkout}.next/standalone/server.js`], env)
  const limit = Date.now() + 60_000
  while (!(await answers(`${url}/api/health/ready`))) {
    if (!panel.isRunning || Date.now() > limit) throw new Error(`the panel did not start:\n${panel.printed.slice(-20).join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return Object.assign(panel, { url })
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

export const endAll = (): Promise<unknown> => Promise.all([...running].map((one) => one.end()))
