import { CodeDiff } from '#components/ui/code-diff'
import { linesOfChange } from '#components/ui/diff-lines'
import type { FileChange } from '#lib/protocol/operations'

/** A first apply writes thousands of lines; a browser and a reader want a few hundred in all, and to be told how many are left out. */
const linesShownMax = 400
const linesOfFileMin = 12

/** The exact lines of each file that go and come; a file that several domains share is shown once. */
export function FileChanges({ changes }: { changes: readonly FileChange[] }) {
  const files = byFile(changes)
  const linesOfFileMax = Math.max(linesOfFileMin, Math.floor(linesShownMax / files.length))
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {files.map((change) => {
        const lines = linesOfChange(change)
        const shown = lines.slice(0, linesOfFileMax)
        return <CodeDiff key={change.file} file={change.file} lines={shown} omitted={lines.length - shown.length} />
      })}
    </div>
  )
}

function byFile(changes: readonly FileChange[]): FileChange[] {
  const files = new Map<string, FileChange>()
  for (const { file, removed, added } of changes) {
    const known = files.get(file)
    files.set(file, { file, removed: [...(known?.removed ?? []), ...removed], added: [...(known?.added ?? []), ...added] })
  }
  return [...files.values()]
}
