// Which mailbox asks, from its own cookie. The cookie of administrators is never looked at here, nor this one anywhere else.
import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import type { MailboxActor } from './actor'
import { mailboxCookieName } from './mailbox-cookie'
import { findHalfMailboxSession, findMailboxSession, type HalfMailboxSession, type MailboxOwner } from './mailbox-sessions'
import { isSecret } from './random-secret'
import { requestAddress } from './request-address'

const cookieSeconds = 14 * 86_400
const isHttps = (): boolean => env('NEXTAUTH_URL').startsWith('https:')

export type CurrentMailbox = MailboxOwner & { clientAddress: string | null }

export const currentMailbox = cache(async (): Promise<CurrentMailbox | null> => {
  const secret = (await cookies()).get(mailboxCookieName(isHttps()))?.value
  const owner = secret && isSecret(secret) ? await findMailboxSession(secret) : null
  return owner && { ...owner, clientAddress: await requestAddress() }
})

/** At the second step of a sign-in, and nowhere else. */
export async function halfMailbox(): Promise<HalfMailboxSession | null> {
  const secret = (await cookies()).get(mailboxCookieName(isHttps()))?.value
  return secret && isSecret(secret) ? findHalfMailboxSession(secret) : null
}

/** For actions: throws AppError `unauthenticated`, and `forbidden` while the person must first change the password. */
export async function requireMailbox({ mustChange = false } = {}): Promise<CurrentMailbox> {
  const owner = await currentMailbox()
  if (!owner) throw new AppError('unauthenticated')
  if (owner.passwordMustChange && !mustChange) throw new AppError('forbidden', { subject: 'password' })
  return owner
}

/** For pages: a stranger is sent to sign in; who must change the password is led there from everywhere else. */
export async function pageMailbox(path: '/me' | `/me/${string}`): Promise<CurrentMailbox> {
  const owner = (await currentMailbox()) ?? redirect('/me/sign-in')
  if (owner.passwordMustChange && path !== '/me/password') redirect('/me/password')
  return owner
}

type Asking = Pick<MailboxOwner, 'id' | 'address'> & { clientAddress?: string | null }

export const mailboxActor = ({ id, address, clientAddress }: Asking): MailboxActor => ({
  kind: 'mailbox',
  id,
  name: address,
  via: 'me',
  clientAddress,
})

export async function keepMailboxSession(secret: string): Promise<void> {
  const options = { httpOnly: true, sameSite: 'lax', secure: isHttps(), path: '/', maxAge: cookieSeconds } as const
  ;(await cookies()).set(mailboxCookieName(isHttps()), secret, options)
}

export async function forgetMailboxSession(): Promise<void> {
  ;(await cookies()).delete(mailboxCookieName(isHttps()))
}
