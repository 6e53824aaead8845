import 'server-only'
import type { Tx } from '#lib/db/client'

/**
 * Ids of the owners who get in without anybody's help: enabled, and with a password of their own. Their rows stay locked until the transaction ends,
 * or two owners could demote each other at the same moment.
 */
export async function lockOwners(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`select id::text as id from "Administrator"
    where role = 'owner' and "disabledAt" is null and "passwordSetAt" is not null for update`
  return rows.map(({ id }) => id)
}
