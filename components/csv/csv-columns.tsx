import { useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge'

/** The columns that a file may have; those it must have say so. */
export function CsvColumns({ required, optional }: { required: readonly string[]; optional: readonly string[] }) {
  const t = useTranslations('mailboxes.import')
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2">
      {required.map((column) => (
        <li key={column} className="flex items-center gap-1.5">
          <code className="font-mono">{column}</code>
          <Badge tone="waiting">{t('required')}</Badge>
        </li>
      ))}
      {optional.map((column) => (
        <li key={column}>
          <code className="font-mono text-muted">{column}</code>
        </li>
      ))}
    </ul>
  )
}
