// The domains as a file. They are few beside what is in them, so the list's own pages are read one after the other.
import type { Actor } from '#lib/auth/actor'
import { writeCsv } from '#lib/csv/write-csv'
import { listDomains } from './queries'
import type { DomainFilter, DomainView } from './schema'

const columns: Record<string, (row: DomainView) => string | number | boolean | null> = {
  name: (row) => row.name,
  unicodeName: (row) => row.unicodeName,
  kind: (row) => row.kind,
  target: (row) => row.target?.name ?? null,
  enabled: (row) => row.enabled,
  host: (row) => row.host.name,
  mailboxes: (row) => row.mailboxCount,
  mailboxesMax: (row) => row.mailboxesMax,
  aliases: (row) => row.aliasCount,
  groups: (row) => row.groupCount,
  aliasesMax: (row) => row.aliasesMax,
  defaultQuotaBytes: (row) => row.defaultQuotaBytes,
  largestQuotaBytes: (row) => row.largestQuotaBytes,
  quotaSumBytes: (row) => row.quotaSumBytes,
  totalQuotaBytes: (row) => row.totalQuotaBytes,
  forwardOutside: (row) => row.forwardOutside,
  note: (row) => row.note,
}

export function exportDomains(actor: Actor, filter: DomainFilter = {}): AsyncGenerator<string> {
  async function* parts() {
    let cursor: string | null | undefined
    do {
      const page = await listDomains(actor, filter, { cursor: cursor ?? undefined, limit: 200 })
      yield page.rows
      cursor = page.next
    } while (cursor !== null)
  }
  return writeCsv(columns, parts())
}
