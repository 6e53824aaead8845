import { exportTraffic } from '#lib/traffic/export-csv'
import { trafficOperations as api } from '#lib/web/api/traffic'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.exportTraffic, async ({ actor, query }) => ({ csv: exportTraffic(actor, query), fileName: 'traffic.csv' }))
