// A lab machine's files as the kernel has them, without asking anything of the machine: a look that no fault can disturb.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Machine } from '../../lab/machine-under-test'
import { leaderOf } from './live-agent'

export type HostFiles = { text: (path: string) => string | null; map: (path: string) => Promise<string[]> }

export async function filesOf(machine: Machine): Promise<HostFiles> {
  const root = `/proc/${await leaderOf(machine)}/root`
  const text = (path: string): string | null => {
    try {
      return readFileSync(root + path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }
  /** What the built map answers, entry by entry: `key TAB value`. Both systems have cdb, so that is what the agent chose. */
  const map = async (path: string) => entriesOf(await readFile(`${root}${path}.cdb`))
  return { text, map }
}

/**
 * All entries of a cdb file (cr.yp.to/cdb/cdb.txt): 256 pointers to hash tables, then records, each with the lengths of its key and its
 * data before them, up to the first table. `postmap -s` cannot list a cdb in Postfix 3.7. Postfix ends each string by a NUL.
 */
function entriesOf(file: Buffer): string[] {
  const headerBytes = 2048
  const end = Math.min(...Array.from({ length: 256 }, (_, table) => file.readUInt32LE(8 * table)))
  const entries: string[] = []
  for (let at = headerBytes; at < end; ) {
    const [keyBytes, dataBytes] = [file.readUInt32LE(at), file.readUInt32LE(at + 4)]
    const textAt = (from: number, length: number) => file.toString('utf8', from, from + length).replace(/\0$/, '')
    entries.push(`${textAt(at + 8, keyBytes)}\t${textAt(at + 8 + keyBytes, dataBytes)}`)
    at += 8 + keyBytes + dataBytes
  }
  return entries
}
