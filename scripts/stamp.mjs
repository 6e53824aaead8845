// Work that is skipped while what goes into it is unchanged: the hash of its inputs is kept after it succeeded.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, stateFolder, writePrivate } from './state.mjs'

const IGNORED = new Set(['node_modules', '.next', 'dist', 'generated', '.git'])

/** `inputs`: files and folders of the checkout; `outputs`: what must exist for the work to be skippable. Answers whether it ran. */
export async function unlessUnchanged(name, { inputs, outputs, extra = [] }, work) {
  const stamp = join(stateFolder('stamps'), name)
  const hash = hashOf(inputs, extra)
  const present = outputs.every((path) => existsSync(join(CHECKOUT, path)))
  if (present && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false
  await work()
  writePrivate(stamp, hash)
  return true
}

function hashOf(inputs, extra) {
  const hash = createHash('sha256').update(JSON.stringify([process.versions.node, ...extra]))
  for (const input of inputs) for (const file of filesOf(input)) hash.update(`${file}\0`).update(readFileSync(join(CHECKOUT, file)))
  return hash.digest('hex')
}

function filesOf(path) {
  const full = join(CHECKOUT, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .filter((name) => !IGNORED.has(name) && !/\.(test|spec)\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}
