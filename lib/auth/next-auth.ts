// The wiring of next-auth 4 (credentials): a signed cookie that holds nothing but the id of a session row. What the id is worth is read
// from the row at every use (current-actor.ts here, the `jwt` callback for next-auth's own routes). Rules on passwords, guesses and
// sessions are in sign-in.ts, second-step.ts and sessions.ts.
import 'server-only'
import { cookies } from 'next/headers'
import type { AuthOptions, User } from 'next-auth'
import credentialsProvider from 'next-auth/providers/credentials'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { isLocale } from '#lib/i18n/locales'
import { rememberLocale } from '#lib/i18n/remember-locale'
import { log } from '#lib/log'
import { clientAddressHeader, markedAddress } from './client-address'
import { sessionClaim, sessionCookieSeconds, unfinishedSession } from './current-actor'
import { deviceCookieName } from './device-cookie'
import { enter } from './enter'
import { giveCode, givePasskey } from './second-step'
import { endSession, findSession } from './sessions'
import { type SignedIn, signIn } from './sign-in'
import type { Client } from './sign-in-attempts'

type SessionUser = User & { sessionId: string; locale: string | null }

/** Address and password: a session, or the half of one when a second factor is to come. */
const password = credentialsProvider({
  credentials: { address: { type: 'text' }, password: { type: 'password' } },
  authorize: async (given, request) => {
    if (typeof given?.address !== 'string' || typeof given.password !== 'string') return null
    const deviceCookie = (await cookies()).get(deviceCookieName())?.value ?? null
    return admit(() => signIn({ address: given.address, password: given.password, deviceCookie, ...clientOf(request) }))
  },
})

/** Behind the password: a code of the app, or a recovery code. */
const code = credentialsProvider({
  id: 'code',
  credentials: { code: { type: 'text' } },
  authorize: async (given, request) => {
    const half = await unfinishedSession()
    if (!half || typeof given?.code !== 'string') return null
    return admit(() => giveCode(half, given.code, clientOf(request)))
  },
})

/** Behind the password, or in its place. */
const passkey = credentialsProvider({
  id: 'passkey',
  credentials: { answer: { type: 'text' } },
  authorize: async (given, request) => {
    if (typeof given?.answer !== 'string') return null
    return admit(async () => givePasskey(await unfinishedSession(), given.answer, clientOf(request)))
  },
})

/** next-auth hands the message of an error to the browser, in the URL: therefore only our own codes leave here. */
async function admit(step: () => Promise<SignedIn | null>): Promise<SessionUser | null> {
  try {
    const given = await step()
    if (!given) return null
    await enter(given)
    return { id: given.id, sessionId: given.sessionId, locale: given.locale }
  } catch (error) {
    if (error instanceof AppError) throw new Error(error.code, { cause: error })
    log.error({ err: error }, 'a sign-in could not be decided')
    throw new Error('internal', { cause: error })
  }
}

function clientOf(request: { headers?: Record<string, unknown> }): Client {
  const headers = request.headers ?? {}
  return { clientAddress: markedAddress(textOf(headers[clientAddressHeader])), userAgent: textOf(headers['user-agent']) }
}

export function authOptions(): AuthOptions {
  return {
    secret: env('NEXTAUTH_SECRET'),
    providers: [password, code, passkey],
    session: { strategy: 'jwt', maxAge: sessionCookieSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user) return { [sessionClaim]: (user as SessionUser).sessionId }
        const id = token[sessionClaim]
        return typeof id === 'string' && (await findSession(id)) ? { [sessionClaim]: id } : {}
      },
      // Nothing of the person is given to scripts: the panel reads the session on the server.
      session: ({ session }) => ({ expires: session.expires }),
      // Links back are made by the page itself; what is asked for here is never followed elsewhere.
      redirect: ({ baseUrl }) => baseUrl,
    },
    events: {
      // Their language comes with them into a browser that they have not used before.
      signIn: async ({ user }) => {
        const { locale } = user as SessionUser
        if (isLocale(locale)) await rememberLocale(locale)
      },
      signOut: async ({ token }) => {
        const id = token?.[sessionClaim]
        if (typeof id === 'string') await endSession(id)
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, reason: metadata instanceof Error ? metadata.name : undefined }, 'next-auth refused'),
      warn: (code) => log.debug({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
