// The password, what finds its line on the host, and what is kept of it. Nobody can guess 99 random bits, so one SHA-256 with a salt is
// enough: Dovecot checks it in microseconds (docs/decisions/0019).
import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { generatedPassword } from '#lib/auth/generated-password'

const saltBytes = 16

export function newSecret(): { password: string; selector: string; secretHash: string } {
  const password = generatedPassword()
  const salt = randomBytes(saltBytes)
  const digest = createHash('sha256').update(password).update(salt).digest()
  const selector = createHash('sha256').update(password).digest('hex').slice(0, 8)
  return { password, selector, secretHash: `{SSHA256}${Buffer.concat([digest, salt]).toString('base64')}` }
}
