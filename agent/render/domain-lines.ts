// A domain on disk is, per managed file, a set of lines. Plans, generations, rollbacks, drift and digests are all made of this.
import { createHash } from 'node:crypto'

export type DomainLines = ReadonlyMap<string, readonly string[]>
/** The lines that go and come in one file, within one domain's section. */
export type SectionChange = { file: string; domain: string; removed: string[]; added: string[] }

/** Byte order: all lines are ASCII, and the order must not depend on a locale. */
export const sortedLines = (lines: Iterable<string>) => [...new Set(lines)].sort()

export function digestOf(lines: DomainLines): string {
  const hash = createHash('sha256')
  for (const file of [...lines.keys()].sort()) for (const line of lines.get(file) ?? []) hash.update(`${file}\0${line}\n`)
  return hash.digest('hex')
}

export function changesBetween(domain: string, before: DomainLines, after: DomainLines): SectionChange[] {
  const changes: SectionChange[] = []
  for (const file of new Set([...before.keys(), ...after.keys()])) {
    const old = new Set(before.get(file))
    const wanted = new Set(after.get(file))
    const removed = [...old].filter((line) => !wanted.has(line))
    const added = [...wanted].filter((line) => !old.has(line))
    if (removed.length + added.length > 0) changes.push({ file, domain, removed, added })
  }
  return changes
}

/** Applying a change twice, or to a file that has it already, gives the same lines: recovery depends on it. */
export function withChange(lines: readonly string[], change: Pick<SectionChange, 'removed' | 'added'>): string[] {
  const removed = new Set(change.removed)
  return sortedLines([...lines.filter((line) => !removed.has(line)), ...change.added])
}

const hashPattern = /(\{[A-Z0-9-]+\})([^:]+)/g

/** A hash must not leave the host in a plan; its own short hash still shows that it changed. */
export const maskSecrets = (line: string) =>
  line.replace(hashPattern, (_, scheme: string, hash: string) => `${scheme}…${createHash('sha256').update(hash).digest('hex').slice(0, 8)}`)
