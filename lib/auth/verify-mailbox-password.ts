// Whether a password is that of a mailbox, for every scheme that lib/protocol/state admits: mailboxes that came from another host keep
// their hashes. Forms as in doveadm-pw(1) and Dovecot's password-scheme.c.
import 'server-only'
import { createHash, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { verify as verifyArgon2 } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'
import { hashMailboxPassword } from './mailbox-password'
import { newSecret } from './random-secret'
import { shaCrypt } from './sha-crypt'

type Check = (password: string, hash: string) => boolean | Promise<boolean>

const schemes: Record<string, Check> = {
  ARGON2ID: (password, hash) => verifyArgon2(hash, password),
  'BLF-CRYPT': (password, hash) => bcrypt.compare(password, hash),
  'SHA512-CRYPT': (password, hash) => same(shaCrypt(password, hash), hash),
  'SHA256-CRYPT': (password, hash) => same(shaCrypt(password, hash), hash),
  SSHA512: (password, hash) => salted('sha512', 64, password, hash),
  SSHA256: (password, hash) => salted('sha256', 32, password, hash),
  PBKDF2: pbkdf2Check,
}

let decoy: Promise<string> | null = null

/** `stored` null, no such mailbox, costs what a mailbox of ours costs. A hash that is damaged is that of no password. */
export async function verifyMailboxPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashMailboxPassword(newSecret())
  const [, scheme = '', hash = ''] = /^\{([A-Z0-9-]+)\}(.+)$/.exec(stored ?? (await decoy)) ?? []
  const check = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined
  const matches = check !== undefined && (await isRight(check, password, hash))
  return matches && stored !== null
}

/** Ours are of the normal form C; others hashed what was typed. Dovecot is given what was typed, so either may be the one that works there. */
async function isRight(check: Check, password: string, hash: string): Promise<boolean> {
  try {
    if (await check(password, hash)) return true
    const normal = password.normalize('NFC')
    return normal !== password && (await check(normal, hash))
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

function salted(algorithm: string, length: number, password: string, hash: string): boolean {
  const bytes = Buffer.from(hash, 'base64')
  const made = createHash(algorithm).update(password).update(bytes.subarray(length)).digest()
  return bytes.length > length && timingSafeEqual(made, bytes.subarray(0, length))
}

const roundsMax = 1_000_000

/** `$1$salt$rounds$hex`: PBKDF2 with SHA-1, 20 bytes. */
async function pbkdf2Check(password: string, hash: string): Promise<boolean> {
  const [, salt, rounds, hex] = /^\$1\$([^$]+)\$(\d{1,7})\$([0-9a-f]{40})$/.exec(hash) ?? []
  if (salt === undefined || hex === undefined || Number(rounds) < 1 || Number(rounds) > roundsMax) return false
  return same((await promisify(pbkdf2)(password, salt, Number(rounds), 20, 'sha1')).toString('hex'), hex)
}

function same(made: string | null, stored: string): boolean {
  return made !== null && made.length === stored.length && timingSafeEqual(Buffer.from(made), Buffer.from(stored))
}
