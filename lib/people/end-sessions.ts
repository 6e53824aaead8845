import type { Tx } from '#lib/db/client'

/** How many were ended, of those that were not over. */
export async function endOthers(tx: Tx, administratorId: string, sessionId: string | null): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { administratorId, revokedAt: null, expiresAt: { gt: new Date() }, ...(sessionId !== null && { id: { not: sessionId } }) },
    data: { revokedAt: new Date() },
  })
  return count
}

export const endAll = (tx: Tx, administratorId: string): Promise<number> => endOthers(tx, administratorId, null)
