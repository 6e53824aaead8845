'use server'

import { importGroups } from '#lib/groups/csv'
import { importAction } from '#lib/web/csv-form'

export const importFile = importAction('groups', 'group.write', importGroups)
