// `npm ci` when the lock file is not the one that node_modules was made of.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runOk } from './run.mjs'
import { CHECKOUT } from './state.mjs'

const MARKER = join(CHECKOUT, 'node_modules/.made-of')

export async function installNodePackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(CHECKOUT, 'package-lock.json')))
    .update(process.versions.modules)
    .digest('hex')
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === lock) return false
  await runOk([process.execPath, npmProgram(), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: CHECKOUT,
    env: process.env,
    deadlineMs: 600_000,
  })
  writeFileSync(MARKER, lock)
  return true
}

/** npm's own script: named by npm when it started us, otherwise beside this Node. */
function npmProgram() {
  const places = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ]
  const found = places.find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
  if (!found) throw new Error('npm was not found beside this Node: start by `npm run`')
  return found
}
