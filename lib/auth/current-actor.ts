// Who asks, from the browser's session cookie. The cookie's signature is only the first look: the session's row decides. Read once per request.
import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import type { AdministratorActor } from './actor'
import { administratorActor, type Narrowing } from './administrator-actor'
import { askedPathHeader } from './local-path'
import { may, type Permission, readable } from './permissions'
import { requestAddress } from './request-address'
import { findSession, findUnfinishedSession, type SessionOwner, type UnfinishedSession } from './sessions'

/** The claim of the signed cookie that names the session's row. */
export const sessionClaim = 'sid'

/** next-auth's own names: browsers refuse the `__Secure-` one over plain HTTP. */
export const sessionCookieName = (): string =>
  env('NEXTAUTH_URL').startsWith('https:') ? '__Secure-next-auth.session-token' : 'next-auth.session-token'

/** As long as the longest session of sessions.ts, which ends it earlier; the cookie only has to outlive it. */
export const sessionCookieSeconds = 14 * 86_400

/** What the cookie names, whether or not it still stands. */
export const cookieSessionId = cache(async (): Promise<string | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  return cookie ? sessionIdOf(cookie) : null
})

export const currentSession = cache(async (): Promise<SessionOwner | null> => {
  const sessionId = await cookieSessionId()
  return sessionId === null ? null : findSession(sessionId)
})

/** A sign-in that is under way in this browser: good for nothing but its own rest. */
export const unfinishedSession = cache(async (): Promise<UnfinishedSession | null> => {
  const sessionId = await cookieSessionId()
  return sessionId === null ? null : findUnfinishedSession(sessionId)
})

export const currentActor = cache(async (): Promise<AdministratorActor | null> => {
  const session = await currentSession()
  return session && actorIn(session)
})

/** For actions and routes: throws AppError `unauthenticated`. */
export async function requireActor(): Promise<AdministratorActor> {
  const actor = await currentActor()
  if (!actor) throw new AppError('unauthenticated')
  return actor
}

/** For what adds a second factor: also those who must do that before anything else. */
export async function requireEnrolling(): Promise<{ actor: AdministratorActor; sessionId: string }> {
  const [session, unfinished] = [await currentSession(), await unfinishedSession()]
  const found = session ?? (unfinished?.missing === 'enrolment' ? unfinished : null)
  if (!found) throw new AppError('unauthenticated')
  return { actor: await actorIn(found), sessionId: found.sessionId }
}

/** The owner of a session that looks at somebody else's panel: for the way back. */
export async function requireViewer(): Promise<{ actor: AdministratorActor; session: SessionOwner }> {
  const session = await currentSession()
  if (!session) throw new AppError('unauthenticated')
  return { actor: await asked(session), session }
}

async function actorIn(session: SessionOwner): Promise<AdministratorActor> {
  if (session.viewing === null) return asked(session)
  const looked = await asked(session.viewing, { permissions: new Set(readable), domainIds: null })
  return { ...looked, viewedBy: { id: session.id, name: session.name } }
}

async function asked(person: Pick<SessionOwner, 'id' | 'name' | 'role'>, narrowing?: Narrowing): Promise<AdministratorActor> {
  return { ...(await administratorActor(person, 'ui', narrowing)), clientAddress: await requestAddress() }
}

/**
 * For pages: a stranger is sent to sign in, who has begun to goes on with it, and both come back afterwards to what they asked for, or to
 * `path` where no proxy stood before. Without `permission` the page is not there. A layout knows no path of its own, and may be the first to ask.
 */
export async function pageActor(path = '/', permission?: Permission): Promise<AdministratorActor> {
  const actor = await currentActor()
  if (actor && permission && !may(actor, permission)) notFound()
  if (actor) return actor
  const unfinished = await unfinishedSession()
  const asked = (await headers()).get(askedPathHeader) ?? path
  redirect(`/sign-in${unfinished ? `/${unfinished.missing}` : ''}?next=${encodeURIComponent(asked)}`)
}

async function sessionIdOf(token: string): Promise<string | null> {
  try {
    const claims = await decode({ token, secret: env('NEXTAUTH_SECRET') })
    const id = claims?.[sessionClaim]
    return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : null
  } catch (error) {
    // A cookie that was not sealed by us, or too long ago: the same as none.
    if (error instanceof Error) return null
    throw error
  }
}
