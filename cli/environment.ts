// The environment of the commands that work on the database itself. What is set wins; otherwise the file that `npm run up` wrote.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CommandFailure } from './failure'

const envFile = fileURLToPath(new URL('../.postern/env', import.meta.url))

/** Call before anything of lib that reads the environment. */
export function loadEnvironment(): void {
  if (process.env.DATABASE_URL) return
  if (!existsSync(envFile))
    throw new CommandFailure([
      'No database is known. Start the panel with `npm run up`, or set DATABASE_URL and the other variables of .env.example.',
    ])
  process.loadEnvFile(envFile)
}
