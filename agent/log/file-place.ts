// Up to where a log file was read, so that it is found again whatever was done to the file since: renamed, compressed, copied and
// truncated. The inode finds it fast; the digest of the bytes before the offset proves it.
import { createHash } from 'node:crypto'

export type FilePlace = { inode: string; offset: number; check: string }

/** Bytes before the offset that prove it: more than a line's time and program. */
export const checkedBytes = 256

export function readFilePlace(text: string | undefined): FilePlace | null {
  const [form, inode = '', offset = '', check = ''] = text?.split('.') ?? []
  return form === 'f1' ? { inode, offset: Number(offset), check } : null
}

export const writeFilePlace = ({ inode, offset, check }: FilePlace): string => `f1.${inode}.${offset}.${check}`

/** `before`: what stands before the offset, at least checkedBytes of it where there are so many. */
export const checkOf = (before: Buffer): string =>
  before.length === 0 ? '' : createHash('sha256').update(before.subarray(-checkedBytes)).digest('hex').slice(0, 16)
