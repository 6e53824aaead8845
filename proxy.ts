import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { askedPathHeader } from '#lib/auth/local-path'
import { mailboxCookieName } from '#lib/auth/mailbox-cookie'

/** Nobody needs to be signed in to see these. */
const open = new Set(['/sign-in', '/me/sign-in', '/forgot', '/invitation', '/reset', '/forward', '/setup'])
/** Answers for mail programs, mail servers and certificate authorities, which next.config.ts leads to their places. */
const forPrograms =
  /^\/(?:\.well-known\/(?:autoconfig\/|mta-sts\.txt$|acme-challenge\/)|mail\/config-v1\.1\.xml$|autodiscover\/autodiscover\.|setup\/profile$)/i

/**
 * Before every page: a content security policy with a nonce of its own, and the way to the sign-in page for browsers
 * without a session cookie of ours. The cookie's signature is all that is looked at here: whether the session still
 * stands, and what the person may do, is decided in lib where data is read and written.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  if (forPrograms.test(pathname)) return NextResponse.next()
  if (!open.has(pathname)) {
    if (pathname === '/me' || pathname.startsWith('/me/')) {
      if (!request.cookies.has(mailboxCookieName(isHttps()))) return redirectTo('/me/sign-in')
    } else if (!(await getToken({ req: request }))) return redirectToSignIn(pathname + search)
  }

  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), pathname === '/me/webmail' ? "'self' https:" : "'self'")
  const headers = new Headers(request.headers)
  // Next reads the nonce from here and puts it on every script of the page.
  headers.set('content-security-policy', policy)
  headers.set(askedPathHeader, pathname + search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (isHttps()) response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

function isHttps(): boolean {
  return process.env.NEXTAUTH_URL?.startsWith('https://') ?? false
}

/** Built from the configured address of the panel: the Host that a stranger sends must not choose where people go. */
function redirectToSignIn(from: string): NextResponse {
  return redirectTo(from === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`)
}

function redirectTo(path: string): NextResponse {
  return NextResponse.redirect(new URL(path, process.env.NEXTAUTH_URL), 307)
}

/** `formsTo`: one page alone hands somebody on to another site, by a form. */
function contentSecurityPolicy(nonce: string, formsTo: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'none'",
    // strict-dynamic: what a script with the nonce loads may run; the list of hosts is then ignored by every current browser.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // In development Next draws its own overlay with inline styles; the product has none.
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    `form-action ${formsTo}`,
    "frame-ancestors 'none'",
    ...(isHttps() ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

export const config = {
  // Pages alone: /api has its own headers and its own answers for those who are not signed in; files need neither.
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg).*)'],
}
