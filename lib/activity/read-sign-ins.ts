// Brings a host's sign-ins into the database. The journal's cursor moves in the transaction of what was read behind it, and only from where
// it was when it was read: whatever dies, and however many workers read at once, each line counts once.
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import type { SignIn } from '#lib/protocol/operations'

const linesAtOnce = 2000
const roundsMax = 50
const againSeconds = 10

/** Until the end of what is there. Then once more in a few seconds; a host that does not answer is asked again by the timetable. */
export async function readSignIns(hostId: string): Promise<void> {
  try {
    for (let round = 0; round < roundsMax; round++) if (!(await readSome(hostId))) break
    await queueReading(hostId, againSeconds)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error
    log.info({ code: error.code, subject: error.subject }, 'sign-ins of a host were not read')
  }
}

/** For every host, by the timetable. */
export async function queueSignIns(): Promise<void> {
  for (const { id } of await db().host.findMany({ where: { configApplied: { gt: 0n } }, select: { id: true } })) await queueReading(id, 0)
}

async function queueReading(hostId: string, seconds: number): Promise<void> {
  await db().$executeRaw`
    select graphile_worker.add_job('read-sign-ins', json_build_object('hostId', ${hostId}::text), queue_name => ${`sign-ins:${hostId}`}::text,
      job_key => ${`sign-ins:${hostId}`}::text, run_at => now() + make_interval(secs => ${seconds}::float8), max_attempts => 3)`
}

/** Whether there may be more. */
async function readSome(hostId: string): Promise<boolean> {
  const host = await db().host.findUnique({ where: { id: hostId } })
  if (!host) return false
  const { cursor, done, signIns } = await agentFor(host).call('sign-ins', { cursor: host.signInCursor, limit: linesAtOnce })
  if (cursor === host.signInCursor) return false
  return db().$transaction(async (tx) => {
    const { count } = await tx.host.updateMany({ where: { id: hostId, signInCursor: host.signInCursor }, data: { signInCursor: cursor } })
    if (count === 0) return false
    await saveSignIns(tx, hostId, signIns.filter(couldBeOurs))
    return !done
  })
}

/** Anything else is the name of no mailbox, whoever typed it. */
const couldBeOurs = ({ login }: SignIn) => /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(login)

/**
 * Postfix does not say which password it was. It is taken for an app password where it can be no other: the mailbox sends with app
 * passwords alone, and one of them may do so from there.
 */
export async function saveSignIns(tx: Tx, hostId: string, signIns: readonly SignIn[]): Promise<void> {
  if (signIns.length === 0) return
  await tx.$executeRaw`
    with told as (
      select t.*, lower(t.login) as address, nullif(t."clientAddress", '')::inet as client from jsonb_to_recordset(${JSON.stringify(signIns)}::jsonb)
        as t(at timestamptz, protocol text, result text, login text, "clientAddress" text, "appPassword" text)
    ), known as (
      select m.id as "mailboxId", t.at, t.protocol, t.result, coalesce(t."clientAddress", '') as "clientAddress",
        coalesce(p.id::text, sole.id::text, t."appPassword", '') as "appPasswordId", coalesce(p.name, sole.name, '') as "appPasswordName"
      from told t join "Mailbox" m on m.address = t.address join "Domain" d on d.id = m."domainId" and d."hostId" = ${hostId}::uuid
      left join "AppPassword" p on p."mailboxId" = m.id and replace(p.id::text, '-', '') = t."appPassword"
      left join lateral (
        select (array_agg(o.id))[1] as id, (array_agg(o.name))[1] as name from "AppPassword" o
        where m."appPasswordsOnly" and t.protocol = 'submission' and t.result = 'signed_in' and o."mailboxId" = m.id and o.submission
          and o."createdAt" <= t.at and (o."expiresAt" is null or o."expiresAt" > t.at)
          and (o.networks = '{}' or exists (select from unnest(o.networks) n where t.client <<= n::inet))
        having count(*) = 1) sole on true
    ), used as (
      update "AppPassword" a set "lastUsedAt" = l.at, "lastProtocol" = l.protocol, "lastAddress" = l."clientAddress"
      from (select distinct on ("appPasswordId") * from known where result = 'signed_in' and "appPasswordId" <> '' order by "appPasswordId", at desc) l
      where a.id::text = l."appPasswordId" and (a."lastUsedAt" is null or a."lastUsedAt" < l.at)
    )
    insert into "MailSignIn" as s (id, "mailboxId", at, minute, times, protocol, result, "clientAddress", "appPasswordId", "appPasswordName")
    select gen_random_uuid(), "mailboxId", max(at), date_trunc('minute', at), count(*)::int, protocol, result, "clientAddress", "appPasswordId", max("appPasswordName")
    from known group by "mailboxId", date_trunc('minute', at), protocol, result, "clientAddress", "appPasswordId" order by 2, 4, 6, 7, 8, 9
    on conflict ("mailboxId", protocol, result, "clientAddress", "appPasswordId", minute)
      do update set times = s.times + excluded.times, at = greatest(s.at, excluded.at)`
}

export async function forgetOldMailSignIns(days: number): Promise<void> {
  await db().mailSignIn.deleteMany({ where: { at: { lt: new Date(Date.now() - days * 86_400_000) } } })
}
