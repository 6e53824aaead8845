import { CopyButton } from '#components/ui/copy-button'

/** One line for a shell, with a button that copies it. */
export function CommandLine({ command, copyLabel }: { command: string; copyLabel: string }) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg bg-sunken py-2 pr-2 pl-4 inset-ring inset-ring-line">
      <code className="min-w-0 flex-1 basis-52 break-all font-mono text-sm">
        <span aria-hidden className="select-none text-faint">
          ${' '}
        </span>
        {command}
      </code>
      <CopyButton value={command} label={copyLabel} />
    </div>
  )
}
