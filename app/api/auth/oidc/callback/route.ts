import { cookies } from 'next/headers'
import { senderAddress } from '#lib/auth/client-address'
import { enter } from '#lib/auth/enter'
import { setSessionCookie } from '#lib/auth/session-cookie'
import { env } from '#lib/env'
import { isLocale } from '#lib/i18n/locales'
import { rememberLocale } from '#lib/i18n/remember-locale'
import { log } from '#lib/log'
import { finishSignIn } from '#lib/oidc/finish-sign-in'
import { ProviderRefusal } from '#lib/oidc/refusal'
import { openTransaction, transactionCookieName } from '#lib/oidc/transaction'

/** Where the provider sends people back. Every end of it is a page of the panel, at its configured URL. */
export async function GET(request: Request): Promise<Response> {
  const jar = await cookies()
  const transaction = openTransaction(jar.get(transactionCookieName())?.value)
  jar.delete(transactionCookieName())
  const client = { clientAddress: senderAddress(request.headers), userAgent: request.headers.get('user-agent') }
  try {
    const given = await finishSignIn(new URL(request.url).search, transaction, client)
    await enter(given)
    await setSessionCookie(given.sessionId)
    if (isLocale(given.locale)) await rememberLocale(given.locale)
    return to(transaction?.next ?? '/')
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) log.error({ err: error }, 'a sign-in by the provider could not be decided')
    const code = error instanceof ProviderRefusal ? error.code : 'failed'
    return to(`/sign-in?refused=${code}${transaction ? `&next=${encodeURIComponent(transaction.next)}` : ''}`)
  }
}

const to = (path: string): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: new URL(path, env('NEXTAUTH_URL')).href, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' },
  })
