// Secrets that Postgres keeps but cannot read: AES-256-GCM under POSTERN_SEALING_KEY, bound to the row that they belong to, so that a
// sealed text moved to another row does not open. Form: v1.<nonce>.<tag>.<text>, base64url.
import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { env } from '#lib/env'

const key = (): Buffer => Buffer.from(env('POSTERN_SEALING_KEY'), 'base64')

export function seal(secret: string, owner: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(owner))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return ['v1', ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
}

/** Throws when the key, the owner or the text is another. */
export function unseal(sealed: string, owner: string): string {
  const [version, nonce, tag, text] = sealed.split('.')
  if (version !== 'v1' || !nonce || !tag || text === undefined) throw new Error('not a sealed text')
  const decipher = createDecipheriv('aes-256-gcm', key(), Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(owner)).setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
}
