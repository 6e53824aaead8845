import { db } from '#lib/db/client'
import { deny } from '#lib/refusals'

/** A token cannot mint one that lives longer: who steals a key for a day has it for a day. */
export async function requireShorterLife(tokenId: string | null, expiresAt: string | null): Promise<void> {
  if (tokenId === null) return
  const own = await db().apiToken.findUnique({ where: { id: tokenId }, select: { expiresAt: true } })
  if (!own?.expiresAt) return
  if (expiresAt === null || new Date(expiresAt) > own.expiresAt) deny('token_outlives', 'expiresAt', { until: own.expiresAt.toISOString() })
}
