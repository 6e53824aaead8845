// Whole lines of a log file behind a place, each once: a line that is not finished yet waits; a file that was rotated is read to its end before the
// next begins. When nothing bears the place any more, that is said and the present file is read from its start.
import { logLineMax } from '#lib/protocol/log-lines'
import { checkedBytes, checkOf, type FilePlace } from './file-place'
import { bytesAt, type LogFile, logFile, rotatedFiles } from './log-files'

export type FileLines = { lines: string[]; place: FilePlace; writtenAt: number; gap: boolean; more: boolean }

/** The first time: not more than this of what is there. */
const firstBytesMax = 64 * 1024 * 1024
/** Who writes a log may go on for a moment after it was renamed. */
const settledMs = 3000
const lineFeed = 10

/** null: there is no such file. `gap` false and no lines: nothing is new. */
export async function readFileLines(path: string, place: FilePlace | null, bytesMax: number, nowMs: number): Promise<FileLines | null> {
  const current = await logFile(path)
  if (place === null) {
    if (!current) return null
    const start = await startOf(current)
    return readFrom(current, start, null, bytesMax, false, nowMs)
  }
  if (current && (await bears(current, place, true))) return readFrom(current, place.offset, null, bytesMax, false, nowMs)
  const older = await rotatedFiles(path)
  const at = await indexOfPlace(older, place)
  const found = older[at]
  if (found) return readFrom(found, place.offset, (at > 0 ? older[at - 1] : current) ?? null, bytesMax, false, nowMs)
  return current ? readFrom(current, 0, null, bytesMax, true, nowMs) : null
}

async function startOf(file: LogFile): Promise<number> {
  if (file.size <= firstBytesMax) return 0
  const from = file.size - firstBytesMax
  const feed = (await bytesAt(file, from, logLineMax)).indexOf(lineFeed)
  return feed < 0 ? file.size : from + feed + 1
}

/** Those that need no unpacking first; a copy has another inode. */
async function indexOfPlace(files: readonly LogFile[], place: FilePlace): Promise<number> {
  const order = files.map((_, at) => at).sort((one, other) => Number(files[one]?.packed) - Number(files[other]?.packed))
  for (const at of order) {
    const file = files[at]
    if (file && (await bears(file, place, false))) return at
  }
  return -1
}

async function bears(file: LogFile, { inode, offset, check }: FilePlace, here: boolean): Promise<boolean> {
  if (here && file.inode !== inode) return false
  if (offset === 0) return file.inode === inode
  if (!file.packed && file.size < offset) return false
  const from = Math.max(0, offset - checkedBytes)
  const before = await bytesAt(file, from, offset - from)
  return before.length === offset - from && checkOf(before) === check
}

/** `next`: what was written after this file; null where it is the present one. */
async function readFrom(
  file: LogFile,
  offset: number,
  next: LogFile | null,
  bytesMax: number,
  gap: boolean,
  nowMs: number,
): Promise<FileLines> {
  const from = Math.max(0, offset - checkedBytes)
  const read = await bytesAt(file, from, offset - from + bytesMax)
  const fresh = read.subarray(offset - from)
  const full = fresh.length === bytesMax
  const ended = !full && next !== null && nowMs - file.changedMs > settledMs
  const feed = fresh.lastIndexOf(lineFeed)
  // A line that fills a whole answer is nobody's message: it comes in pieces rather than never.
  const end = ended || (full && feed < 0) ? fresh.length : feed + 1
  const lines = linesOf(fresh.subarray(0, end))
  const writtenAt = Math.min(nowMs, next ? file.changedMs : nowMs) * 1000
  if (ended) return { lines, place: { inode: next.inode, offset: 0, check: '' }, writtenAt, gap, more: true }
  const check = checkOf(read.subarray(0, offset - from + end))
  return { lines, place: { inode: file.inode, offset: offset + end, check }, writtenAt, gap, more: full }
}

function linesOf(bytes: Buffer): string[] {
  const text = bytes.toString('utf8')
  const pieces = text.split('\n')
  if (pieces.at(-1) === '') pieces.pop()
  return pieces.filter((line) => line !== '').map((line) => (line.length > logLineMax ? line.slice(0, logLineMax) : line))
}
