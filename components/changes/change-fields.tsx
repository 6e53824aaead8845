import { useTranslations } from 'next-intl'
import { type Column, Table } from '#components/ui/table'
import type messages from '../../messages/en/changes.json'
import { FieldValue } from './field-value'

type Known = keyof (typeof messages)['field']

interface FieldRow {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Each changed field, before and after, in the words of the forms; the name that the API has for it on hover. */
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
      cell: (row) => <FieldName name={row.field} />,
    },
    ...(isNew ? [] : [{ key: 'before', header: t('before'), cell: (row: FieldRow) => <FieldValue name={row.field} value={row.before} /> }]),
    ...(isGone ? [] : [{ key: 'after', header: t('after'), cell: (row: FieldRow) => <FieldValue name={row.field} value={row.after} /> }]),
  ]
  return <Table caption={t('fieldsCaption')} columns={columns} rows={rows} rowKey={(row) => row.field} />
}

/** A field that the catalogue does not know was recorded by another version: it is shown as it was. */
function FieldName({ name }: { name: string }) {
  const t = useTranslations('changes.field')
  return <span title={name}>{isKnown(name, t.has) ? t(name) : name}</span>
}

const isKnown = (name: string, has: (key: Known) => boolean): name is Known => /^\w+$/.test(name) && has(name as Known)

function rowsOf(before: unknown, after: unknown): FieldRow[] {
  const [old, now] = [membersOf(before), membersOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((field) => ({ field, before: old.get(field), after: now.get(field) }))
}

const membersOf = (value: unknown): Map<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : new Map()
