import { plainParams } from '#components/list/list-url'
import { auditCsv } from '#lib/audit/csv'
import { auditFilter } from '#lib/audit/schema'
import { pageActor } from '#lib/auth/current-actor'
import { requirePermission } from '#lib/auth/permissions'
import { csvResponse } from '#lib/web/csv-response'
import { listFilter } from '#lib/web/list-filter'

/** The filtered audit as a file. */
export async function GET(request: Request): Promise<Response> {
  const actor = await pageActor('/audit')
  requirePermission(actor, 'audit.read')
  const params = plainParams(Object.fromEntries(new URL(request.url).searchParams))
  return csvResponse(auditCsv(actor, listFilter(auditFilter, params)), `audit-${new Date().toISOString().slice(0, 10)}.csv`)
}
