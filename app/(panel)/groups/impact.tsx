'use server'

import type { ReactNode } from 'react'
import { requireActor } from '#lib/auth/current-actor'
import { requirePermission } from '#lib/auth/permissions'
import { bulkChangeGroups } from '#lib/groups/bulk'
import { ProposedLines } from '../planned-lines'

/** The lines that would go with the ticked groups. */
export async function groupBulkImpact(form: FormData): Promise<ReactNode> {
  const actor = await requireActor()
  requirePermission(actor, 'group.write')
  const ids = form.getAll('id').filter((id) => typeof id === 'string')
  return <ProposedLines actor={actor} command={() => bulkChangeGroups(actor, { action: 'delete', selection: { ids } })} />
}
