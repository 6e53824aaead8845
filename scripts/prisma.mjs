// Runs the Prisma CLI. Where its native schema engine is not at hand (it is downloaded at install time, and we allow no
// install scripts) ours takes its place; a native one, or PRISMA_SCHEMA_ENGINE_BINARY from outside, is used unchanged.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { CHECKOUT } from './state.mjs'

export async function prisma(args, { databaseUrl, acceptCodes = [0] } = {}) {
  const env = {
    ...process.env,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  }
  if (!env.PRISMA_SCHEMA_ENGINE_BINARY && !nativeEngine()) env.PRISMA_SCHEMA_ENGINE_BINARY = join(CHECKOUT, 'scripts/schema-engine.mjs')
  const result = await run([process.execPath, join(CHECKOUT, 'node_modules/prisma/build/index.js'), ...args], {
    env,
    cwd: CHECKOUT,
    deadlineMs: 120_000,
  })
  if (!acceptCodes.includes(result.code)) throw new Error(`prisma ${args.join(' ')}: ${result.stderr.trim() || result.stdout.trim()}`)
  return result
}

function nativeEngine() {
  const folder = join(CHECKOUT, 'node_modules/@prisma/engines')
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('schema-engine-'))
}
