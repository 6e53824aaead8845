// Runs the product's own CLI as a child process, as a person would by `npm run cli -- …`.
import { join } from 'node:path'
import { run } from './run.mjs'
import { CHECKOUT } from './state.mjs'

export async function cli(args, { env, stdin, deadlineMs = 180_000 } = {}) {
  const argv = [process.execPath, join(CHECKOUT, 'node_modules/tsx/dist/cli.mjs'), '--conditions=react-server', 'cli/main.ts', ...args]
  const result = await run(argv, { cwd: CHECKOUT, env, stdin, deadlineMs })
  if (result.code !== 0) throw new Error(`npm run cli -- ${args.join(' ')}\n${result.stderr.trim() || result.stdout.trim()}`)
  return result.stdout
}
