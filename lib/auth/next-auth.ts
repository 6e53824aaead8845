// The wiring of next-auth 4 (credentials): a signed cookie that holds nothing but the id of a session row. What the id is worth is read
// from the row at every use (current-actor.ts here, the `jwt` callback for next-auth's own routes). Rules on passwords, guesses and
// sessions are in sign-in.ts and sessions.ts.
import 'server-only'
import type { AuthOptions, User } from 'next-auth'
import credentialsProvider from 'next-auth/providers/credentials'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { isLocale } from '#lib/i18n/locales'
import { rememberLocale } from '#lib/i18n/remember-locale'
import { log } from '#lib/log'
import { clientAddressHeader, markedAddress } from './client-address'
import { sessionClaim } from './current-actor'
import { endSession, findSession } from './sessions'
import { signIn } from './sign-in'

/** As long as the longest session of sessions.ts, which ends it earlier; the cookie only has to outlive it. */
const cookieSeconds = 14 * 86_400

type SessionUser = User & { sessionId: string; locale: string | null }

const credentials = credentialsProvider({
  credentials: { address: { type: 'text' }, password: { type: 'password' } },
  authorize: async (given, request): Promise<SessionUser | null> => {
    if (typeof given?.address !== 'string' || typeof given.password !== 'string') return null
    const headers: Record<string, unknown> = request.headers ?? {}
    const owner = await attempt({
      address: given.address,
      password: given.password,
      clientAddress: markedAddress(textOf(headers[clientAddressHeader])),
      userAgent: textOf(headers['user-agent']),
    })
    return owner && { id: owner.id, sessionId: owner.sessionId, locale: owner.locale }
  },
})

/** next-auth hands the message of an error to the browser, in the URL: therefore only our own codes leave here. */
async function attempt(given: Parameters<typeof signIn>[0]): ReturnType<typeof signIn> {
  try {
    return await signIn(given)
  } catch (error) {
    if (error instanceof AppError) throw new Error(error.code, { cause: error })
    log.error({ err: error }, 'a sign-in could not be decided')
    throw new Error('internal', { cause: error })
  }
}

export function authOptions(): AuthOptions {
  return {
    secret: env('NEXTAUTH_SECRET'),
    providers: [credentials],
    session: { strategy: 'jwt', maxAge: cookieSeconds },
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
