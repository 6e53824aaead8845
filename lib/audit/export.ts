// The audit as a file, newest first, read in pages so that memory does not grow with the table. CSV (RFC 4180) is for people: a cell that a
// spreadsheet would run as a formula is led by an apostrophe. NDJSON is for programs: every entry whole, so that the chain of hashes can be
// followed elsewhere.
import { stringify } from 'csv-stringify/sync'
import type { Actor } from '#lib/auth/actor'
import { listChanges } from './queries'
import type { AuditFilter, ChangeView } from './schema'

const columns = [
  'revision',
  'at',
  'actorName',
  'via',
  'permission',
  'action',
  'subjectKind',
  'subjectName',
  'domainName',
  'before',
  'after',
  'hash',
] as const
const pageSize = 200

export async function* auditCsv(actor: Actor, filter: AuditFilter): AsyncGenerator<string> {
  yield line([...columns])
  for await (const rows of pages(actor, filter)) yield rows.map((row) => line(columns.map((column) => cell(row, column)))).join('')
}

export async function* auditNdjson(actor: Actor, filter: AuditFilter): AsyncGenerator<string> {
  for await (const rows of pages(actor, filter)) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

async function* pages(actor: Actor, filter: AuditFilter): AsyncGenerator<ChangeView[]> {
  let cursor: string | undefined
  do {
    const page = await listChanges(actor, filter, { cursor, limit: pageSize })
    yield page.rows
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

const line = (cells: string[]): string => stringify([cells], { escape_formulas: true, record_delimiter: 'windows' })

function cell(row: ChangeView, column: (typeof columns)[number]): string {
  const value = row[column]
  return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}
