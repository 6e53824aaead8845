import { plainParams } from '#components/list/list-url'
import { auditCsv, auditNdjson } from '#lib/audit/export'
import { auditFilter } from '#lib/audit/schema'
import { pageActor } from '#lib/auth/current-actor'
import { requirePermission } from '#lib/auth/permissions'
import { csvResponse } from '#lib/web/csv-response'
import { listFilter } from '#lib/web/list-filter'

/** The filtered audit as a file: CSV, or with `format=ndjson` one JSON object a line. */
export async function GET(request: Request): Promise<Response> {
  const actor = await pageActor('/audit')
  requirePermission(actor, 'audit.read')
  const params = plainParams(Object.fromEntries(new URL(request.url).searchParams))
  const filter = listFilter(auditFilter, params)
  const name = `audit-${new Date().toISOString().slice(0, 10)}`
  return params.format === 'ndjson'
    ? csvResponse(auditNdjson(actor, filter), `${name}.ndjson`, 'ndjson')
    : csvResponse(auditCsv(actor, filter), `${name}.csv`)
}
