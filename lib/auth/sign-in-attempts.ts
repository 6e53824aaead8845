// What happened at the door is kept for those who look after it (lib/people/sign-in-attempts.ts lists it). What repeats itself within a
// minute is one row that counts, so the same thing over and over does not grow the table.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/client'

export type Method = 'password' | 'code' | 'recovery_code' | 'passkey' | 'provider'
/** half: a second factor is asked for · elsewhere: the provider alone signs them in. */
export type Result = 'signed_in' | 'half' | 'wrong' | 'unknown' | 'disabled' | 'elsewhere' | 'limited'
/** me: of people with a mailbox. */
export type Door = 'panel' | 'me'
export type Client = { clientAddress: string | null; userAgent: string | null }

export async function recordAttempt(
  name: string,
  { clientAddress, userAgent }: Client,
  method: Method,
  result: Result,
  door: Door = 'panel',
): Promise<void> {
  await db().$executeRaw`
    insert into "SignInAttempt" as a (id, minute, name, "clientAddress", "userAgent", door, method, result)
    values (${randomUUID()}::uuid, date_trunc('minute', now()), ${printable(name).slice(0, 254)}, ${clientAddress ?? ''},
      ${userAgent === null ? null : printable(userAgent).slice(0, 300)}, ${door}, ${method}, ${result})
    on conflict (name, "clientAddress", door, method, result, minute) do update set times = a.times + 1, at = excluded.at`
}

export async function forgetOldAttempts(days: number): Promise<number> {
  return (await db().signInAttempt.deleteMany({ where: { at: { lt: new Date(Date.now() - days * 86_400_000) } } })).count
}

/** Without what turns text around or is not seen: the place of a name must not be moved by the name. NUL is no text of Postgres. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')
