// Codes for the day on which the telephone is lost: ten, each good once. 74 random bits need no slow hash.
import 'server-only'
import { createHash, randomInt } from 'node:crypto'
import { db, type Tx } from '#lib/db/client'

export const recoveryCodesMade = 10
/** Told apart in any typeface, as in generated-password.ts. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const form = /^[a-hjkmnp-z2-9]{15}$/

/** New codes in place of all that were; this is the one time that they are in clear. */
export async function renewRecoveryCodes(tx: Tx, administratorId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.recoveryCode.deleteMany({ where: { administratorId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ administratorId, codeHash: recoveryCodeHash(code) })) })
  return codes
}

/** Typed with or without dashes and blanks, in capitals or not. */
export const isRecoveryCode = (text: string): boolean => form.test(plain(text))

/** Whether it was one of theirs; it is gone then, however many ask at once. */
export async function spendRecoveryCode(administratorId: string, text: string): Promise<boolean> {
  const { count } = await db().recoveryCode.deleteMany({ where: { administratorId, codeHash: recoveryCodeHash(text) } })
  return count === 1
}

export const newRecoveryCodes = (): string[] => Array.from({ length: recoveryCodesMade }, newCode)

function newCode(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group()].join('-')
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s-]/g, '')
/** However it was typed. */
export const recoveryCodeHash = (text: string): string => createHash('sha256').update(plain(text)).digest('hex')
