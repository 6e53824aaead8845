'use server'

import { importGroups } from '#lib/groups/csv'
import { formAction } from '#lib/web/action'
import { csvForm, viaCsv } from '#lib/web/csv-form'

export const importFile = formAction(csvForm, 'group.write', (actor, { $csv, $dryRun }) =>
  importGroups(viaCsv(actor), $csv, { dryRun: $dryRun !== 'false' }),
)
