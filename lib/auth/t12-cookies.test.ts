// T12: what a cookie of a session is to a browser, over HTTPS and without it. How sessions rotate and end is in sign-in.db.test.ts,
// e2e/browser/sign-in.spec.ts and e2e/browser/second-factor.spec.ts.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { transactionCookieName, transactionCookieOptions } from '#lib/oidc/transaction'
import { sessionCookieName } from './current-actor'
import { deviceCookieName, deviceCookieOptions, deviceOf, newDeviceCookie } from './device-cookie'
import { mailboxCookieName } from './mailbox-cookie'
import { authOptions } from './next-auth'

afterEach(() => vi.unstubAllEnvs())

describe('over HTTPS', () => {
  it('no cookie that opens something goes over plain HTTP, and no neighbour of the domain can set it', () => {
    vi.stubEnv('NEXTAUTH_URL', 'https://panel.example')
    expect(sessionCookieName()).toMatch(/^__Secure-/)
    for (const name of [deviceCookieName(), transactionCookieName(), mailboxCookieName(true)]) expect(name).toMatch(/^__Host-/)
    for (const options of [deviceCookieOptions(), transactionCookieOptions()])
      expect(options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' })
  })
})

describe('without it', () => {
  it('the names are those that browsers take there, and scripts read none of them', () => {
    vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
    for (const name of [sessionCookieName(), deviceCookieName(), transactionCookieName(), mailboxCookieName(false)])
      expect(name).not.toMatch(/^__/)
    for (const options of [deviceCookieOptions(), transactionCookieOptions()])
      expect(options).toMatchObject({ httpOnly: true, secure: false })
  })
})

it('what a browser is known by opens nothing of another account, and cannot be made elsewhere', () => {
  const [one, two] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
  const cookie = newDeviceCookie(one)
  expect(deviceOf(cookie, one)).not.toBeNull()
  expect(deviceOf(cookie, two)).toBeNull()
  vi.stubEnv('NEXTAUTH_SECRET', 'of-another-panel-of-another-panel-of-another-panel')
  expect(deviceOf(cookie, one)).toBeNull()
})

it('next-auth sends nobody anywhere but to the panel, and tells scripts nothing of the person', async () => {
  const { callbacks } = authOptions()
  const baseUrl = 'https://panel.example'
  for (const url of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect(await callbacks?.redirect?.({ url, baseUrl })).toBe(baseUrl)
  const session = { expires: '2030-01-01T00:00:00.000Z', user: { name: 'Anna', email: 'anna@example.test' } }
  expect(await callbacks?.session?.({ session } as never)).toEqual({ expires: session.expires })
})
