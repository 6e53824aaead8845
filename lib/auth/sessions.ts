// Sessions are rows: what a browser holds is only their id, signed. A session ends when it is revoked, when its administrator is disabled,
// a day after it was last used and two weeks after it began.
import 'server-only'
import { db } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'

const dayMs = 86_400_000
const idleMs = dayMs
const longestMs = 14 * dayMs
/** `lastSeenAt` is written at most this often. */
const seenEveryMs = 60_000

export type SessionOwner = { sessionId: string; id: string; name: string; address: string; role: Role; locale: string | null }

export async function createSession(
  administratorId: string,
  from: { clientAddress: string | null; userAgent: string | null },
): Promise<string> {
  const { clientAddress, userAgent } = from
  const data = { administratorId, clientAddress, userAgent: userAgent?.slice(0, 300) ?? null, expiresAt: new Date(Date.now() + idleMs) }
  return (await db().session.create({ data, select: { id: true } })).id
}

/** Whose session it is, or null when it is over. */
export async function findSession(sessionId: string): Promise<SessionOwner | null> {
  const session = await db().session.findUnique({ where: { id: sessionId }, include: { administrator: true } })
  const now = Date.now()
  if (!session || session.revokedAt || session.expiresAt.getTime() <= now || session.administrator.disabledAt) return null
  if (now - session.lastSeenAt.getTime() > seenEveryMs) await seen(session.id, session.createdAt, now)
  const { id, name, address, role, locale } = session.administrator
  return { sessionId, id, name, address, role, locale }
}

export async function endSession(sessionId: string): Promise<void> {
  await db().session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } })
}

export async function forgetOldSessions(): Promise<number> {
  const before = new Date(Date.now() - longestMs)
  return (await db().session.deleteMany({ where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] } })).count
}

async function seen(id: string, createdAt: Date, now: number): Promise<void> {
  const expiresAt = new Date(Math.min(now + idleMs, createdAt.getTime() + longestMs))
  await db().session.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: new Date(now), expiresAt } })
}
