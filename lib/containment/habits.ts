// Which mailboxes do what they never did. Compared is each with itself: what it did within the last hour or day, with what it did in the four weeks
// before. A network stands for a place: /16 of IPv4 and /32 of IPv6, about what one provider has in one region; no list of places is asked.
// The numbers are few on purpose, so that a person who travels, or a phone with an old password, is no signal.
import { db } from '#lib/db/client'

/** Wrong passwords within an hour, and how many times the usual hour that has to be. */
const failuresLeast = 30
const failuresTimes = 5
/** Networks that signed in within a day and did not in four weeks. */
const placesLeast = 3
/** Recipients within an hour, and how many times the fullest hour of four weeks that has to be. */
const sendingLeast = 100
const sendingTimes = 3
/** A mailbox younger than this has no habit. */
const habitDays = 7
const keptDays = 7

/** Gives how many mailboxes show a signal now. */
export async function watchHabits(now = new Date()): Promise<number> {
  const found = (await Promise.all([failures(now), places(now), sending(now)])).reduce((sum, count) => sum + count, 0)
  await db().mailboxSignal.deleteMany({ where: { seenAt: { lt: new Date(now.getTime() - keptDays * 86_400_000) } } })
  return found
}

const failures = (now: Date): Promise<number> => db().$executeRaw`
  with hour as (
    select "mailboxId", sum(times) as failed, count(distinct "clientAddress") as clients from "MailSignIn"
    where result = 'wrong' and at > ${now}::timestamptz - interval '1 hour' and at <= ${now}::timestamptz group by 1 having sum(times) >= ${failuresLeast}::int
  ), judged as (
    select h.*, (select coalesce(sum(s.times), 0) / (28 * 24.0) from "MailSignIn" s where s."mailboxId" = h."mailboxId" and s.result = 'wrong'
      and s.at <= ${now}::timestamptz - interval '1 hour' and s.at > ${now}::timestamptz - interval '28 days') as usual from hour h
  )
  insert into "MailboxSignal" ("mailboxId", kind, since, "seenAt", "values")
  select "mailboxId", 'failures', ${now}::timestamptz, ${now}::timestamptz, jsonb_build_object('failed', failed, 'clients', clients)
  from judged where failed >= ${failuresTimes}::int * usual
  on conflict ("mailboxId", kind) do update set "seenAt" = excluded."seenAt", "values" = excluded."values"`

const places = (now: Date): Promise<number> => db().$executeRaw`
  with signed as (
    select "mailboxId", at, set_masklen("clientAddress"::inet, case family("clientAddress"::inet) when 4 then 16 else 32 end)::cidr as network from "MailSignIn"
    where result = 'signed_in' and "clientAddress" <> '' and at > ${now}::timestamptz - interval '28 days' and at <= ${now}::timestamptz
      and "mailboxId" in (select "mailboxId" from "MailSignIn" where result = 'signed_in' and at > ${now}::timestamptz - interval '1 day')
  ), networks as (
    select "mailboxId", network, min(at) as first from signed group by 1, 2
  ), judged as (
    select "mailboxId", count(*) filter (where first > ${now}::timestamptz - interval '1 day') as fresh, count(*) as known, min(first) as since from networks group by 1
  )
  insert into "MailboxSignal" ("mailboxId", kind, since, "seenAt", "values")
  select "mailboxId", 'places', ${now}::timestamptz, ${now}::timestamptz, jsonb_build_object('fresh', fresh, 'usual', known - fresh)
  from judged where fresh >= ${placesLeast}::int and fresh > (known - fresh) / 2 and since < ${now}::timestamptz - make_interval(days => ${habitDays}::int)
  on conflict ("mailboxId", kind) do update set "seenAt" = excluded."seenAt", "values" = excluded."values"`

/** Counted by hours of the clock: this one and the one before it. */
const sending = (now: Date): Promise<number> => db().$executeRaw`
  with hours as (
    select name, at, sum(count)::bigint as sent from "TopCount"
    where span = 'hour' and role = 'sender' and at > ${now}::timestamptz - interval '28 days' and name in (
      select name from "TopCount" where span = 'hour' and role = 'sender' and at > ${now}::timestamptz - interval '2 hours' and at <= ${now}::timestamptz)
    group by 1, 2
  ), judged as (
    select name, max(sent) filter (where at > ${now}::timestamptz - interval '2 hours') as sent,
      coalesce(max(sent) filter (where at <= ${now}::timestamptz - interval '2 hours'), 0) as usual from hours group by 1
  )
  insert into "MailboxSignal" ("mailboxId", kind, since, "seenAt", "values")
  select m.id, 'sending', ${now}::timestamptz, ${now}::timestamptz, jsonb_build_object('sent', j.sent, 'usual', j.usual)
  from judged j join "Mailbox" m on m.address = j.name where j.sent >= ${sendingLeast}::int and j.sent > ${sendingTimes}::int * j.usual
  on conflict ("mailboxId", kind) do update set "seenAt" = excluded."seenAt", "values" = excluded."values"`
