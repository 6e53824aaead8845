// A browser in which somebody signed in keeps a cookie that says so of that account (OWASP: "device cookies"). It opens nothing: its only
// worth is a counter of wrong passwords that strangers cannot fill.
import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '#lib/env'

const form = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

const isHttps = () => env('NEXTAUTH_URL').startsWith('https:')

/** Browsers refuse the `__Host-` one over plain HTTP. */
export const deviceCookieName = (): string => (isHttps() ? '__Host-postern-device' : 'postern-device')

export const deviceCookieOptions = () => ({ httpOnly: true, secure: isHttps(), sameSite: 'lax', path: '/', maxAge: 365 * 86_400 }) as const

export function newDeviceCookie(administratorId: string): string {
  const device = randomBytes(16).toString('base64url')
  return `${device}.${macOf(device, administratorId)}`
}

/** The device that the cookie names, if it was given for this account. */
export function deviceOf(cookie: string | null, administratorId: string | undefined): string | null {
  const [, device, mac] = form.exec(cookie ?? '') ?? []
  if (!device || !mac || administratorId === undefined) return null
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(device, administratorId))) ? device : null
}

const macOf = (device: string, administratorId: string): string =>
  createHmac('sha256', env('NEXTAUTH_SECRET')).update(`device:${device}:${administratorId}`).digest('base64url')
