import { execFileSync } from 'node:child_process'
import { createHash, pbkdf2Sync } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { expect, it } from 'vitest'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { importedHash } from './imported-hash'

const salted = (algorithm: string) => Buffer.concat([createHash(algorithm).update('x').digest(), Buffer.from('salt')]).toString('base64')
const crypt = (scheme: string) => execFileSync('openssl', ['passwd', scheme, '-salt', 'abcdefgh', 'x']).toString().trim()
const codes = (text: string) => importedHash.safeParse(text).error?.issues.map((issue) => issue.message) ?? []

it.each<[string, () => string | Promise<string>]>([
  ['ARGON2ID', () => hashMailboxPassword('x')],
  ['BLF-CRYPT', () => `{BLF-CRYPT}${bcrypt.hashSync('x', 4)}`],
  ['SHA512-CRYPT', () => `{SHA512-CRYPT}${crypt('-6')}`],
  ['SHA256-CRYPT', () => `{SHA256-CRYPT}${crypt('-5')}`],
  ['SSHA512', () => `{SSHA512}${salted('sha512')}`],
  ['SSHA256', () => `{SSHA256}${salted('sha256')}`],
  ['PBKDF2', () => `{PBKDF2}$1$salt$2000$${pbkdf2Sync('x', 'salt', 2000, 20, 'sha1').toString('hex')}`],
])('%s is taken whole, and refused when its end was lost', async (_, make) => {
  const hash = await make()
  expect(codes(hash)).toEqual([])
  expect(codes(hash.slice(0, hash.length / 2))).toEqual(['damaged_hash'])
})

it.each(['{PLAIN}x', 'x', '{SSHA512}', '{MD5}abc'])('%s is no scheme that is taken', (text) => {
  expect(codes(text)).toEqual(['unknown_hash'])
})
