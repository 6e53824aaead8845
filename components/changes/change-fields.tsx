import { useTranslations } from 'next-intl'
import { Bytes } from '#components/ui/bytes'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'

interface FieldRow {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Each changed field, before and after, by the name that the API has for it. */
export function ChangeFields({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations('changes.page')
  const rows = rowsOf(before, after)
  if (rows.length === 0) return <p className="text-muted">{t('noFields')}</p>
  const isNew = rows.every((row) => row.before === undefined)
  const isGone = rows.every((row) => row.after === undefined)
  const columns: Column<FieldRow>[] = [
    {
      key: 'field',
      role: 'identity',
      header: t('field'),
      cell: (row) => <code className="font-mono font-normal text-sm">{row.field}</code>,
    },
    ...(isNew ? [] : [{ key: 'before', header: t('before'), cell: (row: FieldRow) => <FieldValue name={row.field} value={row.before} /> }]),
    ...(isGone ? [] : [{ key: 'after', header: t('after'), cell: (row: FieldRow) => <FieldValue name={row.field} value={row.after} /> }]),
  ]
  return <Table caption={t('fieldsCaption')} columns={columns} rows={rows} rowKey={(row) => row.field} />
}

function FieldValue({ name, value }: { name: string; value: unknown }) {
  const t = useTranslations('changes.value')
  const faint = (word: string) => <span className="text-faint">{word}</span>
  if (value === undefined) return faint('—')
  if (value === null) return faint(t('null'))
  if (value === '' || (Array.isArray(value) && value.length === 0)) return faint(t('empty'))
  if (typeof value === 'boolean') return t(value ? 'true' : 'false')
  if (typeof value === 'number' && name.endsWith('Bytes')) return <Bytes value={value} />
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <RelativeTime exact value={value} />
  if (Array.isArray(value)) {
    return (
      <ul>
        {value.map((entry) => (
          <li key={textOf(entry)}>
            <Text value={textOf(entry)} />
          </li>
        ))}
      </ul>
    )
  }
  return <Text value={textOf(value)} />
}

const Text = ({ value }: { value: string }) => <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{value}</bdi>
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function rowsOf(before: unknown, after: unknown): FieldRow[] {
  const [old, now] = [membersOf(before), membersOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((field) => ({ field, before: old.get(field), after: now.get(field) }))
}

const membersOf = (value: unknown): Map<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : new Map()
