// Sessions of people who signed in with their mailbox: rows of their own kind and a cookie of their own, so that neither kind of session
// is ever taken for the other. One ends when it is ended, with the mailbox or its domain disabled or gone, with the password that it was
// made with (password-mark.ts), a day after it was last used and two weeks after it began.
import 'server-only'
import { db, type Tx } from '#lib/db/client'
import { passwordMark } from './password-mark'
import { newSecret, secretHashOf } from './random-secret'

const dayMs = 86_400_000
const idleMs = dayMs
const halfMs = 10 * 60_000
const longestMs = 14 * dayMs
/** `lastSeenAt` is written at most this often. */
const seenEveryMs = 60_000

export type MailboxOwner = { sessionId: string; id: string; address: string; displayName: string; passwordMustChange: boolean }

/** The secret for the cookie, which is kept nowhere else. `awaitsSecondFactor`: worth nothing but that question, for ten minutes. */
export async function createMailboxSession(
  mailbox: { id: string; passwordHash: string },
  from: { clientAddress: string | null; userAgent: string | null },
  awaitsSecondFactor: boolean,
): Promise<string> {
  const secret = newSecret()
  await db().mailboxSession.create({
    data: {
      mailboxId: mailbox.id,
      secretHash: secretHashOf(secret),
      passwordMark: passwordMark(mailbox.passwordHash),
      expiresAt: new Date(Date.now() + (awaitsSecondFactor ? halfMs : idleMs)),
      awaitsSecondFactor,
      clientAddress: from.clientAddress,
      userAgent: from.userAgent?.slice(0, 300) ?? null,
    },
    select: { id: true },
  })
  return secret
}

/** Whose session it is, or null when it is over or was never whole. */
export const findMailboxSession = (secret: string): Promise<MailboxOwner | null> => ownerBy({ secretHash: secretHashOf(secret) })
export const mailboxSessionById = (id: string): Promise<MailboxOwner | null> => ownerBy({ id })

type Which = { secretHash: string } | { id: string }

async function ownerBy(which: Which): Promise<MailboxOwner | null> {
  const session = await findValid(which, false)
  if (!session) return null
  const { id, address, displayName, passwordMustChange } = session.mailbox
  const now = Date.now()
  if (now - session.lastSeenAt.getTime() > seenEveryMs) await seen(session, now)
  return { sessionId: session.id, id, address, displayName, passwordMustChange }
}

export type HalfMailboxSession = { sessionId: string; id: string; address: string }

/** One that the password alone opened, of who has a second factor. */
export async function findHalfMailboxSession(secret: string): Promise<HalfMailboxSession | null> {
  const session = await findValid({ secretHash: secretHashOf(secret) }, true)
  return session && { sessionId: session.id, id: session.mailbox.id, address: session.mailbox.address }
}

async function findValid(which: Which, awaitsSecondFactor: boolean) {
  const session = await db().mailboxSession.findUnique({
    where: { ...which, awaitsSecondFactor, expiresAt: { gt: new Date() } },
    include: { mailbox: { omit: { passwordHash: false }, include: { domain: { select: { enabled: true } } } } },
  })
  if (!session) return null
  const { enabled, domain, passwordHash } = session.mailbox
  return enabled && domain.enabled && session.passwordMark === passwordMark(passwordHash) ? session : null
}

/** With more proved than before it goes on under another secret, and whole. */
export async function renewMailboxSession(tx: Pick<Tx, 'mailboxSession'>, id: string): Promise<string | null> {
  const secret = newSecret()
  const data = {
    secretHash: secretHashOf(secret),
    awaitsSecondFactor: false,
    lastSeenAt: new Date(),
    expiresAt: new Date(Date.now() + idleMs),
  }
  const { count } = await tx.mailboxSession.updateMany({ where: { id }, data })
  return count === 1 ? secret : null
}

/** All of a mailbox's, or all but one. How many. */
export async function endMailboxSessions(tx: Pick<Tx, 'mailboxSession'>, mailboxId: string, except?: string): Promise<number> {
  const { count } = await tx.mailboxSession.deleteMany({ where: { mailboxId, ...(except && { id: { not: except } }) } })
  return count
}

export async function forgetOldMailboxSessions(): Promise<void> {
  await db().mailboxSession.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}

async function seen({ id, createdAt }: { id: string; createdAt: Date }, now: number): Promise<void> {
  const expiresAt = new Date(Math.min(now + idleMs, createdAt.getTime() + longestMs))
  await db().mailboxSession.updateMany({ where: { id }, data: { lastSeenAt: new Date(now), expiresAt } })
}
