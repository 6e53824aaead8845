// Sessions are rows: what a browser holds is only their id, signed. A session ends when it is revoked, when its administrator is disabled,
// a day after it was last used and two weeks after it began. One whose sign-in is not finished opens nothing but the rest of the sign-in.
import 'server-only'
import { db } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'
import { factorColumns, hasSecondFactor, requiresSecondFactor } from './second-factor'
import type { Client } from './sign-in-attempts'

const dayMs = 86_400_000
const idleMs = dayMs
const longestMs = 14 * dayMs
/** To find the telephone. */
const halfMs = 10 * 60_000
/** `lastSeenAt` is written at most this often. */
const seenEveryMs = 60_000

export type SessionOwner = {
  sessionId: string
  id: string
  name: string
  address: string
  role: Role
  locale: string | null
  /** Whose panel the owner looks at in this session. */
  viewing: { id: string; name: string; role: Role } | null
}
/** second-factor: it is asked for · enrolment: there is none, and the role must have one. */
export type Missing = 'second-factor' | 'enrolment'
export type UnfinishedSession = SessionOwner & { missing: Missing }

/** `vouched`: a provider says that a second factor was given there. */
export async function createSession(
  administratorId: string,
  from: Client,
  { awaitsSecondFactor = false, vouched = false } = {},
): Promise<string> {
  const { clientAddress, userAgent } = from
  const expiresAt = new Date(Date.now() + (awaitsSecondFactor ? halfMs : idleMs))
  const data = { administratorId, clientAddress, userAgent: userAgent?.slice(0, 300) ?? null, expiresAt, awaitsSecondFactor, vouched }
  return (await db().session.create({ data, select: { id: true } })).id
}

/** Whose session it is, or null when it is over or its sign-in is not finished. */
export async function findSession(sessionId: string): Promise<SessionOwner | null> {
  const found = await readSession(sessionId)
  return found?.missing === null ? found : null
}

/** Whose sign-in waits for what. */
export async function findUnfinishedSession(sessionId: string): Promise<UnfinishedSession | null> {
  const found = await readSession(sessionId)
  return found && found.missing !== null ? { ...found, missing: found.missing } : null
}

export async function endSession(sessionId: string): Promise<void> {
  await db().session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } })
}

/** The same session under a new id, which nobody knew before this moment; null when it was ended meanwhile. */
export async function replaceSession(sessionId: string): Promise<string | null> {
  return db().$transaction(async (tx) => {
    const [old] = await tx.session.updateManyAndReturn({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } })
    if (!old) return null
    const { administratorId, createdAt, expiresAt, clientAddress, userAgent, vouched } = old
    return (await tx.session.create({ data: { administratorId, createdAt, expiresAt, clientAddress, userAgent, vouched } })).id
  })
}

export async function forgetOldSessions(): Promise<number> {
  const before = new Date(Date.now() - longestMs)
  return (await db().session.deleteMany({ where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] } })).count
}

async function readSession(sessionId: string): Promise<(SessionOwner & { missing: Missing | null }) | null> {
  const session = await db().session.findUnique({
    where: { id: sessionId },
    include: { administrator: { include: { _count: factorColumns._count } }, viewing: true },
  })
  const now = Date.now()
  if (!session || session.revokedAt || session.expiresAt.getTime() <= now || session.administrator.disabledAt) return null
  const { id, name, address, role, locale } = session.administrator
  const owner = { sessionId, id, name, address, role, locale, viewing: viewable(role, session.viewing) }
  if (session.awaitsSecondFactor) return { ...owner, missing: 'second-factor' }
  if (now - session.lastSeenAt.getTime() > seenEveryMs) await seen(session.id, session.createdAt, now)
  const mustEnrol = !session.vouched && !hasSecondFactor(session.administrator) && (await requiresSecondFactor(role))
  return { ...owner, missing: mustEnrol ? 'enrolment' : null }
}

/** Ends by itself when one of the two is no longer what it takes. */
const viewable = (role: Role, viewed: { id: string; name: string; role: Role; disabledAt: Date | null } | null): SessionOwner['viewing'] =>
  role === 'owner' && viewed?.role === 'domain_admin' && !viewed.disabledAt ? viewed : null

async function seen(id: string, createdAt: Date, now: number): Promise<void> {
  const expiresAt = new Date(Math.min(now + idleMs, createdAt.getTime() + longestMs))
  await db().session.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: new Date(now), expiresAt } })
}
