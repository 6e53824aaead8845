// Hashes of mailbox passwords as Dovecot reads them. Dovecot checks passwords one after another in one process, so the price of a hash
// is the host's limit of logins per second: docs/decisions/0004 has the numbers. Hashing runs on libuv's threads, a few at a time.
import 'server-only'
import { hash } from '@node-rs/argon2'
import { newSecret } from './random-secret'

/** Argon2id (the library's default) at OWASP's least; p = 1 because libsodium, which Dovecot uses, verifies no other. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** `{ARGON2ID}$argon2id$…` of the password in Unicode normal form C (RFC 8265 4.2). */
export async function hashMailboxPassword(password: string): Promise<string> {
  return `{ARGON2ID}${await hash(password.normalize('NFC'), cost)}`
}

/** Of one that nobody knows: the mailbox receives, and nobody signs in to it. */
export const hashOfNoPassword = (): Promise<string> => hashMailboxPassword(newSecret())
