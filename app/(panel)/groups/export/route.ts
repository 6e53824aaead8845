import { exportGroups } from '#lib/groups/csv'
import { groupFilter } from '#lib/groups/schema'
import { csvDownload } from '#lib/web/csv-download'
import { listFilter } from '#lib/web/list-filter'

export const GET = csvDownload('groups.csv', (actor, params) => exportGroups(actor, listFilter(groupFilter, params)))
