// Configuration files before a change, so that there is a way back: below backups/<stamp>/, with an index of paths and modes. While
// `pending` names a backup, the change behind it is not yet accepted, and the next start puts it back.
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import * as z from 'zod'
import { AgentError, errnoOf } from '../agent-error'
import { syncPath, writeDurable } from '../files/durable'
import { type MailHost, statePath } from '../mail-host'
import type { ConfigFile } from './config-files'

const backupIndex = z.object({ files: z.array(z.object({ path: z.string(), mode: z.int(), content: z.string().nullable() })) })
type BackupIndex = z.infer<typeof backupIndex>

const backupPath = (host: MailHost, stamp: string) => statePath(host, `backups/${stamp}.json`)
const pendingPath = (host: MailHost) => statePath(host, 'backups/pending')
const rootOnly = { mode: 0o600, uid: 0, gid: 0 }

/** The name is the time, in milliseconds; the lock keeps two from being made in one. */
export async function writeBackup(host: MailHost, files: readonly ConfigFile[]): Promise<string> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const index: BackupIndex = { files: files.map(({ path, mode, before }) => ({ path, mode, content: before })) }
  await mkdir(statePath(host, 'backups'), { recursive: true, mode: 0o700 })
  await writeDurable(backupPath(host, stamp), JSON.stringify(index), rootOnly)
  // By rename: a kill between making the file and filling it would leave a change that no start can take back.
  await writeDurable(`${pendingPath(host)}.new`, stamp, rootOnly)
  await rename(`${pendingPath(host)}.new`, pendingPath(host))
  await syncPath(statePath(host, 'backups'))
  return stamp
}

export async function acceptChange(host: MailHost) {
  await rm(pendingPath(host), { force: true })
}

export async function restoreBackup(host: MailHost, stamp: string): Promise<string[]> {
  const names = await readdir(statePath(host, 'backups'))
  if (!names.includes(`${stamp}.json`)) throw new AgentError('not_found', `Backup ${stamp} is not kept.`)
  const { files } = backupIndex.parse(JSON.parse(await readFile(backupPath(host, stamp), 'utf8')))
  for (const { path, mode, content } of files) {
    if (content === null) await rm(host.root + path, { force: true })
    else await writeWhole(host.root + path, content, mode)
  }
  return files.map(({ path }) => path)
}

/** Of a change whose way back is kept elsewhere, and whose files hold private keys. */
export const forgetBackup = (host: MailHost, stamp: string): Promise<void> => rm(backupPath(host, stamp), { force: true })

export async function writeWhole(path: string, content: string, mode: number) {
  const temporary = `${path}.postern-new`
  await writeDurable(temporary, content, { mode, uid: 0, gid: 0 })
  await rename(temporary, path)
}

/** The backup of a change that nobody accepted, because the agent died in it; else null. */
export async function pendingBackup(host: MailHost): Promise<string | null> {
  try {
    return (await readFile(pendingPath(host), 'utf8')).trim() || null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
