// Domains as lists and one by one. What is counted comes from counters that the commands keep.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, type SortKey } from '#lib/db/keyset'
import { searchedPage } from '#lib/db/text-search'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { domainConditions, domainFrom, domainId } from './filter'
import { type DomainFilter, type DomainView, domainFilter, type domainSorts } from './schema'
import { type DomainRow, domainInclude, domainViewOf } from './view'

const sorts: Record<(typeof domainSorts)[number], SortKey> = {
  name: { name: 'name', expression: Prisma.sql`d.name`, cast: 'text', unique: true },
  created: { name: 'created', expression: Prisma.sql`d."createdAt"`, cast: 'timestamptz' },
  mailboxes: { name: 'mailboxes', expression: Prisma.sql`d."mailboxCount"`, cast: 'integer' },
  quota: { name: 'quota', expression: Prisma.sql`d."quotaSumBytes"`, cast: 'bigint' },
}

export async function listDomains(actor: Actor, filter: DomainFilter = {}, page: PageInput = {}): Promise<Page<DomainView>> {
  requirePermission(actor, 'domain.read')
  const wanted = requireValid(domainFilter, filter)
  const { plain, search } = await domainConditions(actor, db(), wanted)
  const list: List = { from: domainFrom, id: domainId, where: plain, sort: sorts[wanted.sort], descending: wanted.descending }
  return searchedPage(db(), { list, search, page }, { totalOf: () => countUpTo(db(), list), rowsOf: domainsById })
}

/** In the order given. One statement: through the ORM a page costs four. */
async function domainsById(ids: readonly string[]): Promise<DomainView[]> {
  const rows = await db().$queryRaw<DomainRow[]>`
    select d.id::text as id, d.name, d."unicodeName", d.kind::text as kind, d.enabled, d."hostId"::text as "hostId", d."targetId"::text as "targetId",
      d."relayServer", d."relayPort", d."relayLookupMx", d."relayListed", d."mailboxesMax", d."aliasesMax", d."defaultQuotaBytes", d."largestQuotaBytes",
      d."totalQuotaBytes", d."forwardOutside", d."ownAliasesMax", d."disposableAliasesMax", d."webmailUrl", d.note, d."mailboxCount", d."aliasCount", d."groupCount", d."quotaSumBytes", d."createdAt", d."updatedAt", d.version,
      (select json_build_object('id', h.id, 'name', h.name) from "Host" h where h.id = d."hostId") as host,
      (select json_build_object('id', t.id, 'name', t.name, 'unicodeName', t."unicodeName") from "Domain" t where t.id = d."targetId") as target,
      (select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'unicodeName', m."unicodeName") order by m.name), '[]')
        from "Domain" m where m."targetId" = d.id) as mirrors
    from unnest(${[...ids]}::uuid[]) with ordinality u(id, place) join "Domain" d on d.id = u.id order by u.place`
  return rows.map(domainViewOf)
}

/** By id or by name (A-labels). Throws not_found. */
export async function getDomain(actor: Actor, idOrName: string): Promise<DomainView> {
  requirePermission(actor, 'domain.read')
  const row = await db().domain.findUnique({
    where: { ...(isUuid(idOrName) ? { id: idOrName } : { name: idOrName.toLowerCase() }), AND: { id: idFilter(actor) } },
    include: domainInclude,
  })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 253) })
  return domainViewOf(row)
}

/** Names and ids of hosted, enabled domains: what an alias domain may mirror, where an address may be made. Bounded. */
export async function listDomainNames(actor: Actor, search = '', limit = 50): Promise<{ id: string; name: string; unicodeName: string }[]> {
  requirePermission(actor, 'domain.read')
  return db().domain.findMany({
    where: {
      id: idFilter(actor),
      kind: 'hosted',
      enabled: true,
      ...(search && { OR: [{ name: { contains: search.toLowerCase() } }, { unicodeName: { contains: search.toLowerCase() } }] }),
    },
    select: { id: true, name: true, unicodeName: true },
    orderBy: { name: 'asc' },
    take: Math.min(limit, 200),
  })
}
