import { exportDomains } from '#lib/domains/export-csv'
import { domainFilter } from '#lib/domains/schema'
import { csvDownload } from '#lib/web/csv-download'
import { listFilter } from '#lib/web/list-filter'

export const GET = csvDownload('domains.csv', (actor, params) => exportDomains(actor, listFilter(domainFilter, params)))
