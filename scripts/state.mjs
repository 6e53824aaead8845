// Where the scripts keep what outlives a run: data, secrets, logs, pid files. Never in git.
// `.postern/` in the checkout; when the server's own user could not pass through the checkout's folders to the database
// (run as root below a closed home, say) the same tree lies under /var/lib/postern-dev.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const CHECKOUT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** scope: `run` for `npm run up` and `dev`, `test` for `npm test`. */
export function stateFolder(scope) {
  const folder = join(stateRoot(), scope)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return folder
}

function stateRoot() {
  if (process.getuid() !== 0 || everybodyMayPass(CHECKOUT)) return join(CHECKOUT, '.postern')
  return join('/var/lib/postern-dev', createHash('sha256').update(CHECKOUT).digest('hex').slice(0, 12))
}

function everybodyMayPass(folder) {
  if ((statSync(folder).mode & 0o001) === 0) return false
  return folder === dirname(folder) || everybodyMayPass(dirname(folder))
}

/** The secret in that file; made at the first call, readable by its owner only. */
export function secret(file, make = () => randomBytes(32).toString('base64')) {
  if (!existsSync(file)) writePrivate(file, `${make()}\n`)
  return readFileSync(file, 'utf8').trim()
}

/** Whole or not at all, mode 0600 from the first byte. */
export function writePrivate(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.part`
  writeFileSync(part, text, { mode: 0o600 })
  renameSync(part, file)
}
