// How often a password may be guessed. Counters live in Postgres, so every replica counts together. The same wrong password again counts
// once: a device with an old password locks nobody out. A client address is judged by the number of accounts that it tried. An address
// that signed in to the account before has a counter of its own, so that strangers who guess lock out strangers.
import 'server-only'
import { createHmac } from 'node:crypto'
import { db } from '#lib/db/client'
import { env } from '#lib/env'

const windowMinutes = 15
const passwordsMax = 10
const accountsMax = 20

export type Attempt = { address: string; password: string; clientAddress: string | null; isKnownClient: boolean }

/** Counts the attempt before the password is looked at, so a thousand at once are a thousand. False: too many, do not look. */
export async function countAttempt(attempt: Attempt): Promise<boolean> {
  const { address, password, clientAddress } = attempt
  const tries = [count(accountKey(attempt), mark(password), passwordsMax)]
  if (clientAddress) tries.push(count(`client:${clientAddress}`, mark(address), accountsMax))
  return (await Promise.all(tries)).every((within) => within)
}

/** A right password clears the account's counter; the client's stays, or one good account would pay for a thousand guesses. */
export async function clearAttempts(attempt: Attempt): Promise<void> {
  await db().signInFailure.deleteMany({ where: { key: accountKey(attempt) } })
}

export async function forgetOldAttempts(): Promise<number> {
  return (await db().signInFailure.deleteMany({ where: { expiresAt: { lt: new Date() } } })).count
}

async function count(key: string, lastHash: string, max: number): Promise<boolean> {
  const [row] = await db().$queryRaw<{ failures: number }[]>`
    insert into "SignInFailure" as f (key, failures, "lastHash", "expiresAt")
    values (${key}, 1, ${lastHash}, now() + make_interval(mins => ${windowMinutes}::int))
    on conflict (key) do update set
      failures = case when f."expiresAt" < now() then 1 when f."lastHash" = excluded."lastHash" then f.failures else f.failures + 1 end,
      "lastHash" = excluded."lastHash",
      "expiresAt" = case when f."expiresAt" < now() then excluded."expiresAt" else f."expiresAt" end
    returning failures`
  return (row?.failures ?? 1) <= max
}

const accountKey = ({ address, clientAddress, isKnownClient }: Attempt): string =>
  isKnownClient ? `account:${address}:${clientAddress}` : `account:${address}`

/** Tells equal from different and nothing more: keyed, and cut to 48 bits. */
const mark = (text: string): string => createHmac('sha256', env('NEXTAUTH_SECRET')).update(text).digest('hex').slice(0, 12)
