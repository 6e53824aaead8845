// What points at addresses that are to go: how many aliases, groups and mailboxes, and the first of each by name. For any number of
// addresses, given as a query, in one statement. What points from domains that are not the actor's is counted and never named.
import type { Actor } from '#lib/auth/actor'
import { inScope, namesInScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import { domainOf } from './parse-address'

export type Pointing = { count: number; first: string[] }
export type PointingAt = { aliases: Pointing; groups: Pointing; forwards: Pointing; grants: number }

const firstMax = 5

/** `gone` selects `id` and `address`. What goes itself is not left pointing nowhere, so it is not counted. */
export async function pointingAt(actor: Actor, gone: Prisma.Sql): Promise<PointingAt> {
  const [row] = await db().$queryRaw<PointingAt[]>`
    with gone as materialized (${gone}),
    aliases as (
      select distinct a.address from gone join "AliasDestination" d on d.destination = gone.address join "Alias" a on a.id = d."aliasId"
      where not exists (select 1 from gone g where g.id = a.id)),
    groups as (
      select distinct o.address from gone join "GroupMember" m on m.address = gone.address join "Group" o on o.id = m."groupId"
      where not exists (select 1 from gone g where g.id = o.id)),
    forwards as (
      select distinct b.address from gone join "MailboxForward" f on f.destination = gone.address join "Mailbox" b on b.id = f."mailboxId"
      where not exists (select 1 from gone g where g.id = b.id))
    select ${told(actor, 'aliases')} as aliases, ${told(actor, 'groups')} as groups, ${told(actor, 'forwards')} as forwards,
      (select count(*)::int from "SendAsGrant" s where s.sender in (select address from gone) or s."mailboxId" in (select id from gone)) as grants`
  if (!row) throw new Error('a query without a from has a row')
  return row
}

const told = (actor: Actor, name: 'aliases' | 'groups' | 'forwards') => Prisma.sql`
  (select json_build_object('count', (select count(*) from ${Prisma.raw(name)}),
    'first', coalesce((select json_agg(f.address) from (select address from ${Prisma.raw(name)}
      ${whereSql(namesInScope(actor, Prisma.sql`split_part(address, '@', 2)`))} order by 1 limit ${firstMax}::int) f), '[]')))`

const namedMax = 200

/** Rows of a question that asked everywhere: those of the actor by name, the others as a number. */
export function ownAndElsewhere(actor: Actor, rows: readonly { kind: string; address: string }[]) {
  const own = rows.filter(({ address }) => inScope(actor, { name: domainOf(address) }))
  const named = (kind: string) => own.flatMap((row) => (row.kind === kind ? row.address : [])).slice(0, namedMax)
  return { named, elsewhere: rows.length - own.length }
}
