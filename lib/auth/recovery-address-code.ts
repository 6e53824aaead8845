// Six digits that prove that somebody reads an address. Few enough to type, so they live ten minutes and bear five tries; kept under a key that
// is not in the database.
import 'server-only'
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { db } from '#lib/db/client'
import { env } from '#lib/env'

export const codeMinutes = 10
export const codeTriesMax = 5

/** Opens the way for one code to this address; the code itself is made when its message is composed. */
export const openAddressCode = (mailboxId: string, address: string) => ({
  where: { mailboxId },
  create: { mailboxId, address },
  update: { address, codeHash: null, tries: 0, expiresAt: null },
})

/** The code for the message to `address`; null when the person asked for another one meanwhile. */
export async function makeAddressCode(mailboxId: string, address: string): Promise<string | null> {
  const code = randomInt(1_000_000).toString().padStart(6, '0')
  const expiresAt = new Date(Date.now() + codeMinutes * 60_000)
  const data = { codeHash: hashOf(mailboxId, address, code), expiresAt }
  const { count } = await db().recoveryAddressCode.updateMany({ where: { mailboxId, address }, data })
  return count === 1 ? code : null
}

export type CodeVerdict = { verdict: 'right'; address: string } | { verdict: 'wrong'; triesLeft: number } | { verdict: 'over' }

/** Counts the try before it looks, so a thousand at once are a thousand. */
export async function tryAddressCode(mailboxId: string, code: string): Promise<CodeVerdict> {
  const [row] = await db().$queryRaw<{ address: string; codeHash: string | null; tries: number }[]>`
    update "RecoveryAddressCode" set tries = tries + 1 where "mailboxId" = ${mailboxId}::uuid and "expiresAt" > now() returning address, "codeHash", tries`
  if (!row?.codeHash || row.tries > codeTriesMax) return { verdict: 'over' }
  const right = timingSafeEqual(Buffer.from(row.codeHash), Buffer.from(hashOf(mailboxId, row.address, code)))
  return right ? { verdict: 'right', address: row.address } : { verdict: 'wrong', triesLeft: codeTriesMax - row.tries }
}

const hashOf = (mailboxId: string, address: string, code: string): string =>
  createHmac('sha256', env('NEXTAUTH_SECRET')).update(`recovery ${mailboxId} ${address} ${code}`).digest('hex')
