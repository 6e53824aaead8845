// Counters of distinct guesses, in Postgres, so that every replica counts together. The same guess again counts once: a telephone with an
// old password locks nobody out. A counter forgets a guess a quarter of an hour after it was last made.
import 'server-only'
import { createHmac } from 'node:crypto'
import { db } from '#lib/db/client'
import { env } from '#lib/env'

const windowMinutes = 15

/** Counts before anything is looked at, so a thousand at once are a thousand. False: more than `max`, do not look. */
export async function countGuess(key: string, guess: string, max: number): Promise<boolean> {
  // Beyond the limit nothing is written: a flood does not grow the table.
  await db().$executeRaw`
    insert into "SignInGuess" (key, mark, "expiresAt")
    select ${key}, ${markOf(guess)}, now() + make_interval(mins => ${windowMinutes}::int)
    where (select count(*) from "SignInGuess" where key = ${key} and "expiresAt" > now()) <= ${max}::int
    on conflict (key, mark) do update set "expiresAt" = excluded."expiresAt"`
  // A second statement, because the first sees neither its own row nor those that were written beside it.
  return (await db().signInGuess.count({ where: { key, expiresAt: { gt: new Date() } } })) <= max
}

/** All guesses of a counter, or the one. */
export async function forgetGuesses(key: string, guess?: string): Promise<void> {
  await db().signInGuess.deleteMany({ where: { key, ...(guess !== undefined && { mark: markOf(guess) }) } })
}

export async function forgetOldGuesses(): Promise<number> {
  return (await db().signInGuess.deleteMany({ where: { expiresAt: { lt: new Date() } } })).count
}

/** Tells equal from different and nothing more: keyed, and cut to 48 bits. */
const markOf = (guess: string): string => createHmac('sha256', env('NEXTAUTH_SECRET')).update(guess).digest('hex').slice(0, 12)
