// A log file and what rotation made of it, newest first; and bytes of any of them, compressed or not. Only regular files are opened, and no
// link is followed.
import { constants, createReadStream } from 'node:fs'
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { errnoOf } from '../agent-error'

export type LogFile = { path: string; inode: string; size: number; changedMs: number; packed: boolean }

export async function logFile(path: string): Promise<LogFile | null> {
  try {
    const found = await lstat(path, { bigint: true })
    if (!found.isFile()) return null
    return {
      path,
      inode: String(found.ino),
      size: Number(found.size),
      changedMs: Number(found.mtimeMs),
      packed: path.endsWith('.gz'),
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
    throw error
  }
}

/** logrotate(8): `mail.log.1`, `mail.log.2.gz`, and with dateext `mail.log-20261121.gz`. */
export async function rotatedFiles(path: string): Promise<LogFile[]> {
  const base = basename(path)
  const names = (await readdir(dirname(path))).filter(
    (name) => name.startsWith(base) && /^[.-]\d[\d-]{0,20}(?:\.gz)?$/.test(name.slice(base.length)),
  )
  const files = await Promise.all(names.map((name) => logFile(join(dirname(path), name))))
  return files.filter((file) => file !== null).sort((one, other) => other.changedMs - one.changedMs || (one.path < other.path ? -1 : 1))
}

/** At most `length` bytes from there. */
export async function bytesAt(file: LogFile, offset: number, length: number): Promise<Buffer> {
  return file.packed ? unpackedAt(file.path, offset, length) : plainAt(file.path, offset, length)
}

async function plainAt(path: string, offset: number, length: number): Promise<Buffer> {
  const handle: FileHandle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return buffer.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

async function unpackedAt(path: string, offset: number, length: number): Promise<Buffer> {
  const source = createReadStream(path, { flags: 'r', highWaterMark: 1 << 16 })
  const unpacked = source.pipe(createGunzip())
  source.once('error', (error) => unpacked.destroy(error))
  const parts: Buffer[] = []
  let [at, taken] = [0, 0]
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      const piece = chunk.subarray(Math.min(chunk.length, Math.max(0, offset - at))).subarray(0, length - taken)
      if (piece.length > 0) parts.push(piece)
      at += chunk.length
      taken += piece.length
      if (taken === length) break
    }
  } finally {
    source.destroy()
    unpacked.destroy()
  }
  return Buffer.concat(parts)
}
