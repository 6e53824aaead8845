import { exportDomains } from '#lib/domains/export-csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.exportDomains, async ({ actor, query }) => ({ csv: exportDomains(actor, query), fileName: 'domains.csv' }))
