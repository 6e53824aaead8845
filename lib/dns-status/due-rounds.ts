// Spreads the rounds of all domains and hosts over the hours between two: each time the timetable calls, those that have waited longest get theirs, a bit
// more than their share of the time. Whoever was never asked comes first, so a new domain need not wait.
import { db } from '#lib/db/client'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { queueRound } from './run-round'
import type { Subject } from './subject'

/** As the timetable has it. */
const everyMinutes = 5
/** A large house catches up after a standstill without firing at its resolvers. */
const mostAtOnce = 500

export async function queueDueRounds(): Promise<number> {
  const { hours } = (await readDnsSettings()).values
  const total = (await db().domain.count()) + (await db().host.count())
  const share = Math.min(mostAtOnce, Math.max(10, Math.ceil((total * everyMinutes * 1.5) / (hours * 60))))
  const due = await db().$queryRaw<Subject[]>`
    select kind, id from (
      select 'domain' as kind, d.id::text as id, (select max(c."checkedAt") from "DnsCheck" c where c."domainId" = d.id) as at from "Domain" d
      union all
      select 'host', h.id::text, (select max(c."checkedAt") from "DnsCheck" c where c."hostId" = h.id) from "Host" h) s
    where at is null or at < now() - make_interval(hours => ${hours}::int)
    order by at nulls first limit ${share}`
  for (const [index, subject] of due.entries()) await queueRound(subject, (index / due.length) * everyMinutes * 60_000)
  return due.length
}
