import { CodeDiff } from '#components/ui/code-diff'
import { linesOfUnifiedDiff } from '#components/ui/diff-lines'

/** The unified differences of real configuration files, as they would be written. */
export function ConfigFiles({ changes }: { changes: readonly { readonly file: string; readonly diff: string }[] }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {changes.map(({ file, diff }) => (
        <CodeDiff key={file} file={file} lines={linesOfUnifiedDiff(diff)} />
      ))}
    </div>
  )
}
