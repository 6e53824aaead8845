'use server'

import { importAliases } from '#lib/aliases/csv'
import { formAction } from '#lib/web/action'
import { csvForm, viaCsv } from '#lib/web/csv-form'

export const importFile = formAction(csvForm, 'alias.write', (actor, { $csv, $dryRun }) =>
  importAliases(viaCsv(actor), $csv, { dryRun: $dryRun !== 'false' }),
)
