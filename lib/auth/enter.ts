// A browser after a step of a sign-in: what it held before ends, whoever's it was, so that an id that was known before is worth nothing after.
import 'server-only'
import { cookies } from 'next/headers'
import { cookieSessionId } from './current-actor'
import { deviceCookieName, deviceCookieOptions, deviceOf, newDeviceCookie } from './device-cookie'
import { endSession } from './sessions'
import type { SignedIn } from './sign-in'

/** The cookie of the new session is set by who calls. */
export async function enter({ id, isFinished }: SignedIn): Promise<void> {
  const before = await cookieSessionId()
  if (before !== null) await endSession(before)
  if (isFinished) await knowDevice(id)
}

async function knowDevice(administratorId: string): Promise<void> {
  const jar = await cookies()
  if (deviceOf(jar.get(deviceCookieName())?.value ?? null, administratorId) === null)
    jar.set(deviceCookieName(), newDeviceCookie(administratorId), deviceCookieOptions())
}
