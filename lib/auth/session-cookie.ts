// The browser's cookie of a session, written as next-auth writes its own: for actions and routes, whose answer can carry it.
import 'server-only'
import { cookies } from 'next/headers'
import { encode } from 'next-auth/jwt'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { sessionClaim, sessionCookieName, sessionCookieSeconds } from './current-actor'
import { replaceSession } from './sessions'

export async function setSessionCookie(sessionId: string): Promise<void> {
  const name = sessionCookieName()
  const token = await encode({ token: { [sessionClaim]: sessionId }, secret: env('NEXTAUTH_SECRET'), maxAge: sessionCookieSeconds })
  const secure = name.startsWith('__Secure-')
  ;(await cookies()).set(name, token, { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: sessionCookieSeconds })
}

/** Under a new id, after something that changes what the session is worth: a new password, a first second factor. */
export async function renewSessionCookie(sessionId: string): Promise<void> {
  const renewed = await replaceSession(sessionId)
  if (renewed === null) throw new AppError('unauthenticated')
  await setSessionCookie(renewed)
}
