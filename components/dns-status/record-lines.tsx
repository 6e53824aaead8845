import { CopyButton } from '#components/ui/copy-button'
import type { PasteRecord } from '#lib/dns-status/schema'

/** Records as they stand, in the order given. What strangers wrote is text. */
export function RecordLines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {[...new Set(lines)].map((line) => (
        <li key={line} className="whitespace-pre-wrap break-all font-mono text-sm">
          {line}
        </li>
      ))}
    </ul>
  )
}

interface PasteListProps {
  records: readonly PasteRecord[]
  /** For those who do not see the buttons. */
  nameLabel: (name: string) => string
  valueLabel: (name: string) => string
}

/** To be pasted: name and value each with their button, for most DNS pages ask for them apart. */
export function PasteList({ records, nameLabel, valueLabel }: PasteListProps) {
  return (
    <ul className="flex flex-col gap-3">
      {records.map(({ name, type, value }) => (
        <li
          key={`${name} ${type} ${value}`}
          className="flex flex-col gap-0.5 rounded-lg bg-sunken px-3 py-2 font-mono text-sm inset-ring inset-ring-line"
        >
          <span className="flex items-start gap-1">
            <span className="min-w-0 break-all">{name}</span>
            <CopyButton bare value={name} label={nameLabel(name)} />
            <span className="ml-auto shrink-0 text-muted">{type}</span>
          </span>
          <span className="flex items-start gap-1">
            <span className="min-w-0 break-all">{value}</span>
            <CopyButton bare value={value} label={valueLabel(name)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
