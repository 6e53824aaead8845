// Secrets of 256 random bits: in a cookie or a link in clear, in the database as SHA-256 alone. Nothing slower is needed for what nobody can guess.
import { createHash, randomBytes } from 'node:crypto'

export const newSecret = (): string => randomBytes(32).toString('base64url')

export const secretHashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const isSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
