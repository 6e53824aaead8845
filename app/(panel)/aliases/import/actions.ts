'use server'

import { importAliases } from '#lib/aliases/csv'
import { importAction } from '#lib/web/csv-form'

export const importFile = importAction('aliases', 'alias.write', importAliases)
