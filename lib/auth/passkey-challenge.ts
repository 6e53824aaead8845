// What a passkey signs. Panels keep nothing for it: a challenge carries its own end and our seal for one purpose, so strangers who ask for
// thousands fill no table. Only one that was answered rightly is written down, because it is answered once.
import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { db } from '#lib/db/client'
import { env } from '#lib/env'

/** As long as the browser gives a person to find the key. */
export const challengeMs = 5 * 60_000

const nonceBytes = 16
const endBytes = 6

/** To sign in, or to add a passkey to one account. */
export type ChallengePurpose = 'sign-in' | `add:${string}`

export function newChallenge(purpose: ChallengePurpose, now = Date.now()): Uint8Array<ArrayBuffer> {
  const end = Buffer.alloc(endBytes)
  end.writeUIntBE(now + challengeMs, 0, endBytes)
  const content = Buffer.concat([randomBytes(nonceBytes), end])
  return new Uint8Array(Buffer.concat([content, sealOf(content, purpose)]))
}

/** Whether it is ours, for this purpose, and not over. `challenge`: base64url, as the browser gives it back. */
export function isChallenge(challenge: string, purpose: ChallengePurpose, now = Date.now()): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  const content = bytes.subarray(0, nonceBytes + endBytes)
  const mark = bytes.subarray(nonceBytes + endBytes)
  const wanted = sealOf(content, purpose)
  if (mark.length !== wanted.length || !timingSafeEqual(mark, wanted)) return false
  return content.readUIntBE(nonceBytes, endBytes) > now
}

/** False when it was answered before, on whichever replica. */
export async function spendChallenge(challenge: string): Promise<boolean> {
  const data = { challenge, expiresAt: new Date(Date.now() + challengeMs) }
  return (await db().spentChallenge.createMany({ data, skipDuplicates: true })).count === 1
}

export async function forgetOldChallenges(): Promise<number> {
  return (await db().spentChallenge.deleteMany({ where: { expiresAt: { lt: new Date() } } })).count
}

const sealOf = (content: Buffer, purpose: ChallengePurpose): Buffer =>
  createHmac('sha256', env('NEXTAUTH_SECRET')).update(`passkey:${purpose}:`).update(content).digest()
