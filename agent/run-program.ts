// Starts a program of the host: absolute path, arguments as a list, nothing of our environment, a deadline and a cap on what
// it may print. Secrets go by stdin. No shell is ever involved.
import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type ProgramResult = { exitCode: number; stdout: string; stderr: string }

// Next widens ProcessEnv by a required NODE_ENV, which no program of a mail host knows.
export const childEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv
const outputBytesMax = 64 * 1024 * 1024

type RunOptions = { stdin?: string; deadlineMs?: number }

/** Resolves also for a non-zero exit; rejects when the program could not be started, was killed, or ran past its deadline. */
export function runProgram(path: string, args: string[], { stdin = '', deadlineMs = 30_000 }: RunOptions = {}): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const options = {
      env: childEnvironment,
      cwd: '/',
      timeout: Math.max(1, Math.ceil(deadlineMs)),
      killSignal: 'SIGKILL',
      maxBuffer: outputBytesMax,
    } as const
    const child = execFile(path, args, options, (error, stdout, stderr) => {
      if (!error) resolve({ exitCode: 0, stdout, stderr })
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr })
      else reject(error)
    })
    // A program that exits without reading its input closes the pipe: its exit status tells more than our EPIPE.
    child.stdin?.on('error', () => child.stdin?.destroy())
    child.stdin?.end(stdin)
  })
}

/** The first lines of what a program prints, as they come, until `onLine` says false; it is ended behind them. How many there were. */
export async function readLines(
  path: string,
  args: string[],
  limit: number,
  deadlineMs: number,
  onLine: (line: string) => unknown,
): Promise<number> {
  const child = spawn(path, args, {
    env: childEnvironment,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: Math.max(1, Math.ceil(deadlineMs)),
    killSignal: 'SIGKILL',
  })
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  const read = async () => {
    let count = 0
    for await (const line of createInterface({ input: child.stdout })) {
      const goesOn = onLine(line)
      if (++count === limit || goesOn === false) break
    }
    return count
  }
  try {
    return await Promise.race([read(), failed])
  } finally {
    child.kill('SIGKILL')
  }
}
