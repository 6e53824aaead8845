// Mailboxes as lists and one by one. Password hashes are never read here.

import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds, type SortKey } from '#lib/db/keyset'
import { narrow } from '#lib/db/text-search'
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
  const { plain, search } = await mailboxConditions(db(), wanted)
  const list: List = { from: mailboxFrom, id: mailboxId, where: plain, sort: sorts[wanted.sort], descending: wanted.descending }
  const { list: narrowed, total } = search ? await narrow(db(), list, search) : { list, total: await totalOf(wanted, list) }
  const { ids, next, previous } = await pageOfIds(db(), narrowed, page)
  return { rows: await mailboxesById(ids), next, previous, total }
}

/** In the order given. One statement: through the ORM a page costs three, and twice the time. */
export async function mailboxesById(ids: readonly string[]): Promise<MailboxView[]> {
  const rows = await db().$queryRaw<MailboxRow[]>`
    select m.id::text as id, m."domainId"::text as "domainId", m."localPart", m.address, m."displayName", m."quotaBytes", m.enabled, m.imap, m.pop3,
      m.submission, m.sieve, m."forwardKeepCopy", m."recoveryAddress", m.note, m.tags, m."passwordSetAt", m."createdAt", m."updatedAt", m.version,
      json_build_object('id', d.id, 'name', d.name) as domain,
      (select coalesce(json_agg(json_build_object('destination', f.destination) order by f.destination), '[]') from "MailboxForward" f where f."mailboxId" = m.id) as forwards
    from unnest(${[...ids]}::uuid[]) with ordinality u(id, place) join "Mailbox" m on m.id = u.id join "Domain" d on d.id = m."domainId" order by u.place`
  return rows.map(mailboxViewOf)
}

/** Exact from the counters when nothing but a domain narrows the list; else counted up to a bound. */
async function totalOf(filter: z.output<typeof mailboxFilter>, list: List): Promise<Page<never>['total']> {
  const { sort: _sort, descending: _descending, domain, search: _search, ...others } = filter
  if (Object.values(others).some((value) => value !== undefined)) return countUpTo(db(), list)
  const sum = await db().domain.aggregate({ _sum: { mailboxCount: true }, ...(domain && { where: { name: domain } }) })
  return { count: sum._sum.mailboxCount ?? 0, exact: true }
}

/** By id or by address. Throws not_found. */
export async function getMailbox(actor: Actor, idOrAddress: string): Promise<MailboxView> {
  requirePermission(actor, 'mailbox.read')
  const where = isUuid(idOrAddress) ? { id: idOrAddress } : { address: idOrAddress.toLowerCase() }
  const row = await db().mailbox.findUnique({ where, include: mailboxInclude })
  if (!row) throw new AppError('not_found', { subject: idOrAddress.slice(0, 254) })
  return mailboxViewOf(row)
}

/** Tags that are in use, most used first. */
export async function listTags(actor: Actor): Promise<{ tag: string; count: number }[]> {
  requirePermission(actor, 'mailbox.read')
  return db().$queryRaw<{ tag: string; count: number }[]>`
    select t as tag, count(*)::int as count from "Mailbox" m, unnest(m.tags) t where m.tags <> '{}' group by t order by 2 desc, 1 limit 100`
}
