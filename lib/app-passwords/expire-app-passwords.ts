// App passwords whose time is over leave the host at that second, by a job of their own; a host that the panel cannot reach then takes them
// away itself within a minute (agent/operations/expire). The row stays for a month, so that the person sees why a program stopped.
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { entryOf } from './entry'

const batch = 2000
const seenDays = 30

/** One job for each second in which something expires, however many expire in it. */
export async function queueExpiry(tx: Pick<Tx, '$executeRaw'>, at: Date): Promise<void> {
  const second = new Date(Math.ceil(at.getTime() / 1000) * 1000)
  await tx.$executeRaw`
    select graphile_worker.add_job('expire-app-passwords', '{}', run_at => ${second}::timestamptz, job_key => ${`app-passwords:${second.getTime()}`}::text)`
}

/** How many expired now. Call it again while it gives any. */
export async function expireAppPasswords(actor: Actor): Promise<number> {
  const due = await db().appPassword.count({ where: { expiredAt: null, expiresAt: { lte: new Date() } } })
  if (due === 0) return 0
  const { value } = await recordChange(actor, 'mailbox.write', async (tx) => {
    const rows = await tx.$queryRaw<{ mailboxId: string; address: string; name: string }[]>`
      with due as (
        select id from "AppPassword" where "expiredAt" is null and "expiresAt" <= now() order by id limit ${batch}::int for update skip locked
      )
      update "AppPassword" p set "expiredAt" = now() from due, "Mailbox" m where p.id = due.id and m.id = p."mailboxId"
      returning m.id::text as "mailboxId", m.address, p.name`
    return {
      value: rows.length,
      entries: rows.map(({ mailboxId, address, name }) => entryOf({ id: mailboxId, address }, 'expire', name)),
      domains: [...new Set(rows.map(({ address }) => domainOf(address)))],
    }
  })
  return value
}

export async function forgetOldAppPasswords(): Promise<void> {
  const before = new Date(Date.now() - seenDays * 86_400_000)
  await db().appPassword.deleteMany({ where: { expiredAt: { lt: before } } })
  await db().appPassword.deleteMany({ where: { kind: 'webmail', expiredAt: { not: null } } })
}
