import type { FileChange } from '#lib/protocol/operations'
import type { Output } from './output'

/** Exact lines of files that go (−) and come (+). */
export function sayFileChanges(out: Output, changes: readonly FileChange[]): void {
  for (const { file, removed, added } of changes) {
    out.say(`  ${file}`)
    for (const line of removed) out.say(`  - ${line}`)
    for (const line of added) out.say(`  + ${line}`)
  }
}
