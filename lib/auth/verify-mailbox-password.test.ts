import { execFileSync } from 'node:child_process'
import { createHash, pbkdf2Sync } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { describe, expect, it } from 'vitest'
import { hashMailboxPassword } from './mailbox-password'
import { verifyMailboxPassword } from './verify-mailbox-password'

const password = 'contraseña larga'
const salted = (algorithm: string) =>
  Buffer.concat([createHash(algorithm).update(password).update('salt').digest(), Buffer.from('salt')]).toString('base64')
const crypt = (scheme: string) =>
  execFileSync('openssl', ['passwd', scheme, '-salt', 'abcdefgh', '-stdin'], { input: password }).toString().trim()
const stored: [string, () => string | Promise<string>][] = [
  ['ARGON2ID', () => hashMailboxPassword(password)],
  ['BLF-CRYPT', () => `{BLF-CRYPT}${bcrypt.hashSync(password, 4).replace('$2b$', '$2y$')}`],
  ['SHA512-CRYPT', () => `{SHA512-CRYPT}${crypt('-6')}`],
  ['SHA256-CRYPT', () => `{SHA256-CRYPT}${crypt('-5')}`],
  ['SSHA512', () => `{SSHA512}${salted('sha512')}`],
  ['SSHA256', () => `{SSHA256}${salted('sha256')}`],
  ['PBKDF2', () => `{PBKDF2}$1$salt$2000$${pbkdf2Sync(password, 'salt', 2000, 20, 'sha1').toString('hex')}`],
]

describe.each(stored)('a password hashed as %s', (_, make) => {
  it('is known, and no other is', async () => {
    const hash = await make()
    expect(await verifyMailboxPassword(hash, password)).toBe(true)
    for (const wrong of ['', 'contraseña', `${password} `]) expect(await verifyMailboxPassword(hash, wrong)).toBe(false)
  })
})

it.each(['', '{PLAIN}contraseña larga', '{ARGON2ID}$argon2id$', '{SSHA512}', '{constructor}x', '{SHA512-CRYPT}$6$'])(
  '%j is the hash of no password',
  async (hash) => {
    expect(await verifyMailboxPassword(hash, password)).toBe(false)
  },
)

it('no mailbox has no password, whatever is typed', async () => {
  expect(await verifyMailboxPassword(null, password)).toBe(false)
})
