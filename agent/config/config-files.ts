// A configuration file as it is and as it shall be. What is shown of it is a unified diff; what is compared is a digest over both, so
// that what is applied is what was seen.
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { errnoOf } from '../agent-error'
import { type MailHost, statePath } from '../mail-host'
import { runProgram } from '../run-program'

export type ConfigFile = { path: string; before: string | null; after: string; mode: number; secret: boolean }

export async function readConfigFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

export const changedFiles = (files: readonly ConfigFile[]) => files.filter(({ before, after }) => before !== after)

export function digestOfFiles(files: readonly ConfigFile[]): string {
  const hash = createHash('sha256')
  for (const { path, before, after } of files) hash.update(JSON.stringify([path, before, after]))
  return hash.digest('hex')
}

/** diff(1) of the real file; of a secret one only that it changes. */
export async function diffOf(host: MailHost, { path, before, after, secret }: ConfigFile): Promise<string> {
  if (secret) return `--- ${path}\n+++ ${path}\n(a password; not shown)\n`
  const folder = await mkdtemp(statePath(host, 'diff-'))
  try {
    await writeFile(`${folder}/before`, before ?? '', { mode: 0o600 })
    await writeFile(`${folder}/after`, after, { mode: 0o600 })
    const label = before === null ? '/dev/null' : path
    return (await runProgram('/usr/bin/diff', ['-u', '--label', label, '--label', path, `${folder}/before`, `${folder}/after`])).stdout
  } finally {
    await rm(folder, { recursive: true })
  }
}
