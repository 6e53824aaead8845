import { afterEach, expect, it, vi } from 'vitest'
import { findRelyingParty } from './relying-party'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['https://mail.example.org', 'mail.example.org'],
  ['https://mail.example.org:8443/', 'mail.example.org'],
  ['http://localhost:3000', 'localhost'],
  ['http://mail.example.org', null],
  ['https://192.0.2.1', null],
  ['https://[2001:db8::1]', null],
])('a passkey for %s is bound to %s', (url, id) => {
  vi.stubEnv('NEXTAUTH_URL', url)
  expect(findRelyingParty()?.id ?? null).toBe(id)
})
