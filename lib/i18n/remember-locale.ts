import 'server-only'
import { cookies } from 'next/headers'
import { env } from '#lib/env'
import { type Locale, localeCookie } from './locales'

const yearSeconds = 31_536_000

/** Makes it the language of this browser, the signed-out pages included. For actions and route handlers. */
export async function rememberLocale(locale: Locale): Promise<void> {
  const secure = env('NEXTAUTH_URL').startsWith('https:')
  ;(await cookies()).set(localeCookie, locale, { path: '/', maxAge: yearSeconds, sameSite: 'lax', secure })
}
