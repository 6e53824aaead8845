'use server'

import { remedyOrphan } from '#lib/orphans/commands'
import { remedyInput } from '#lib/orphans/schema'
import { formAction } from '#lib/web/action'

/** The command asks for the permission of what the remedy changes. */
export const remedy = formAction(remedyInput, 'alias.write', remedyOrphan)
