// In the place of a password, for who has none: that they signed in a moment ago, in this very browser.
import 'server-only'
import { db } from '#lib/db/client'
import { cookieSessionId } from './current-actor'

const freshMs = 10 * 60_000

export async function isFreshSession(administratorId: string): Promise<boolean> {
  const id = await cookieSessionId()
  if (id === null) return false
  const after = new Date(Date.now() - freshMs)
  return (
    (await db().session.count({ where: { id, administratorId, revokedAt: null, awaitsSecondFactor: false, createdAt: { gt: after } } })) ===
    1
  )
}
