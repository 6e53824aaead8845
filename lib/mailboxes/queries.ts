// Mailboxes as lists and one by one. Password hashes are never read here.

import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter, idsInScope } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, type SortKey, whereSql } from '#lib/db/keyset'
import { searchedPage } from '#lib/db/text-search'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { mailboxConditions, mailboxFrom, mailboxId } from './filter'
import { type MailboxFilter, type MailboxView, mailboxFilter, type mailboxSorts } from './schema'
import { type MailboxRow, mailboxInclude, mailboxViewOf } from './view'

const sorts: Record<(typeof mailboxSorts)[number], SortKey> = {
  address: { name: 'address', expression: Prisma.sql`m.address`, cast: 'text', unique: true },
  created: { name: 'created', expression: Prisma.sql`m."createdAt"`, cast: 'timestamptz' },
  quota: { name: 'quota', expression: Prisma.sql`m."quotaBytes"`, cast: 'bigint' },
  name: { name: 'name', expression: Prisma.sql`lower(m."displayName")`, cast: 'text' },
}

export async function listMailboxes(actor: Actor, filter: MailboxFilter = {}, page: PageInput = {}): Promise<Page<MailboxView>> {
  requirePermission(actor, 'mailbox.read')
  const wanted = requireValid(mailboxFilter, filter)
  const { plain, search } = await mailboxConditions(actor, db(), wanted)
  const list: List = { from: mailboxFrom, id: mailboxId, where: plain, sort: sorts[wanted.sort], descending: wanted.descending }
  return searchedPage(db(), { list, search, page }, { totalOf: () => totalOf(actor, wanted, list), rowsOf: mailboxesById })
}

/** In the order given. One statement: through the ORM a page costs three, and twice the time. */
export async function mailboxesById(ids: readonly string[]): Promise<MailboxView[]> {
  const rows = await db().$queryRaw<MailboxRow[]>`
    select m.id::text as id, m."domainId"::text as "domainId", m."localPart", m.address, m."displayName", m."quotaBytes", m.enabled, m.imap, m.pop3,
      m.submission, m.sieve, m."forwardKeepCopy", m."recoveryAddress", m."recoveryProvedAt", m.note, m.tags,
      m."passwordSetAt", m."passwordMustChange", m."appPasswordsOnly", m."totpStep", m."totpSince", m.locale, m."createdAt", m."updatedAt", m.version,
      json_build_object('id', d.id, 'name', d.name) as domain,
      (select coalesce(json_agg(json_build_object('destination', f.destination) order by f.destination), '[]') from "MailboxForward" f where f."mailboxId" = m.id) as forwards
    from unnest(${[...ids]}::uuid[]) with ordinality u(id, place) join "Mailbox" m on m.id = u.id join "Domain" d on d.id = m."domainId" order by u.place`
  return rows.map(mailboxViewOf)
}

/** Exact from the counters when nothing but a domain narrows the list; else counted up to a bound. */
async function totalOf(actor: Actor, filter: z.output<typeof mailboxFilter>, list: List): Promise<Page<never>['total']> {
  const { sort: _sort, descending: _descending, domain, search: _search, ...others } = filter
  if (Object.values(others).some((value) => value !== undefined)) return countUpTo(db(), list)
  const sum = await db().domain.aggregate({ _sum: { mailboxCount: true }, where: { id: idFilter(actor), name: domain } })
  return { count: sum._sum.mailboxCount ?? 0, exact: true }
}

/** By id or by address. Throws not_found. */
export async function getMailbox(actor: Actor, idOrAddress: string): Promise<MailboxView> {
  requirePermission(actor, 'mailbox.read')
  const where = isUuid(idOrAddress) ? { id: idOrAddress } : { address: idOrAddress.toLowerCase() }
  const row = await db().mailbox.findUnique({ where: { ...where, domainId: idFilter(actor) }, include: mailboxInclude })
  if (!row) throw new AppError('not_found', { subject: idOrAddress.slice(0, 254) })
  return mailboxViewOf(row)
}

const tagSetsMax = 1000

/** Tags in use, by name. Steps from one set of tags to the next in the index of such sets: many mailboxes share few of them. */
export async function listTags(actor: Actor): Promise<string[]> {
  requirePermission(actor, 'mailbox.read')
  const scope = idsInScope(actor, Prisma.sql`"domainId"`)
  if (scope.length > 0) return tagsWithin(scope)
  const rows = await db().$queryRaw<{ tag: string }[]>`
    with recursive sets(tags) as (
      (select tags[1:16] from "Mailbox" where tags <> '{}' order by 1 limit 1)
      union all
      (select (select m.tags[1:16] from "Mailbox" m where m.tags <> '{}' and m.tags[1:16] > s.tags order by 1 limit 1) from sets s where s.tags is not null)
    )
    select distinct t as tag from (select tags from sets limit ${tagSetsMax}::int) s, unnest(s.tags) t order by 1 limit 100`
  return rows.map(({ tag }) => tag)
}

async function tagsWithin(scope: readonly Prisma.Sql[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ tag: string }[]>`
    select distinct unnest(tags) as tag from "Mailbox" ${whereSql([Prisma.sql`tags <> '{}'`, ...scope])} order by 1 limit 100`
  return rows.map(({ tag }) => tag)
}
