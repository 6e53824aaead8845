// Small steps of a write that survives a crash (rename(2), fsync(2)).
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { errnoOf } from '../agent-error'

export type FileOwner = { mode: number; uid: number; gid: number }

/** Writes the whole file under its final name's temporary sibling and makes it durable; the caller renames. */
export async function writeDurable(
  path: string,
  text: string | AsyncIterable<string> | Iterable<string>,
  owner: FileOwner,
  mtimeSeconds?: number,
) {
  await rm(path, { force: true })
  const handle = await open(path, 'wx', 0o600)
  try {
    if (typeof text === 'string') await handle.writeFile(text)
    else for await (const chunk of text) await handle.appendFile(chunk)
    if (process.getuid?.() === 0) await handle.chown(owner.uid, owner.gid)
    await handle.chmod(owner.mode)
    if (mtimeSeconds !== undefined) await handle.utimes(mtimeSeconds, mtimeSeconds)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncHandle(path: string, use: (handle: FileHandle) => Promise<void>) {
  const handle = await open(path, 'r')
  try {
    await use(handle)
  } finally {
    await handle.close()
  }
}

/** For files and folders alike. A path that went away meanwhile needs no syncing. */
export async function syncPath(path: string) {
  try {
    await syncHandle(path, (handle) => handle.sync())
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}

/** A rename whose source is gone was done before the crash. */
export async function renameIfThere(from: string, to: string) {
  try {
    await rename(from, to)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}
