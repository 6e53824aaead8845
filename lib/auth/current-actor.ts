// Who asks, from the browser's session cookie. The cookie's signature is only the first look: the session's row decides. Read once per request.
import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import type { AdministratorActor } from './actor'
import { findSession, type SessionOwner } from './sessions'

/** The claim of the signed cookie that names the session's row. */
export const sessionClaim = 'sid'

/** next-auth's own names: browsers refuse the `__Secure-` one over plain HTTP. */
export const sessionCookieName = (): string =>
  env('NEXTAUTH_URL').startsWith('https:') ? '__Secure-next-auth.session-token' : 'next-auth.session-token'

export const currentSession = cache(async (): Promise<SessionOwner | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  if (!cookie) return null
  const sessionId = await sessionIdOf(cookie)
  return sessionId === null ? null : findSession(sessionId)
})

export async function currentActor(): Promise<AdministratorActor | null> {
  const session = await currentSession()
  return session && { kind: 'administrator', id: session.id, name: session.name, role: session.role, via: 'ui' }
}

/** For actions and routes: throws AppError `unauthenticated`. */
export async function requireActor(): Promise<AdministratorActor> {
  const actor = await currentActor()
  if (!actor) throw new AppError('unauthenticated')
  return actor
}

/** For pages: a stranger is sent to sign in and comes back to `path` afterwards. */
export async function pageActor(path = '/'): Promise<AdministratorActor> {
  return (await currentActor()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`)
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
