'use server'

import type { ReactNode } from 'react'
import { bulkChangeAliases } from '#lib/aliases/bulk'
import { requireActor } from '#lib/auth/current-actor'
import { requirePermission } from '#lib/auth/permissions'
import { ProposedLines } from '../planned-lines'

/** The lines that would go with the ticked aliases. */
export async function aliasBulkImpact(form: FormData): Promise<ReactNode> {
  const actor = await requireActor()
  requirePermission(actor, 'alias.write')
  const ids = form.getAll('id').filter((id) => typeof id === 'string')
  return <ProposedLines actor={actor} command={() => bulkChangeAliases(actor, { action: 'delete', selection: { ids } })} />
}
