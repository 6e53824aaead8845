import { exportAliases } from '#lib/aliases/csv'
import { aliasFilter } from '#lib/aliases/schema'
import { csvDownload } from '#lib/web/csv-download'
import { listFilter } from '#lib/web/list-filter'

export const GET = csvDownload('aliases.csv', (actor, params) => exportAliases(actor, listFilter(aliasFilter, params)))
