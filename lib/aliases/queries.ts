import type * as z from 'zod'
import { ownAndElsewhere } from '#lib/addresses/pointing'
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
import { aliasConditions, aliasFrom, aliasId } from './filter'
import { type AliasFilter, type AliasImpact, type AliasView, aliasFilter, type aliasSorts } from './schema'
import { type AliasRow, aliasInclude, aliasViewOf, withOwner } from './view'

const sorts: Record<(typeof aliasSorts)[number], SortKey> = {
  address: { name: 'address', expression: Prisma.sql`a.address`, cast: 'text', unique: true },
  created: { name: 'created', expression: Prisma.sql`a."createdAt"`, cast: 'timestamptz' },
}

export async function listAliases(actor: Actor, filter: AliasFilter = {}, page: PageInput = {}): Promise<Page<AliasView>> {
  requirePermission(actor, 'alias.read')
  const wanted = requireValid(aliasFilter, filter)
  const { plain, search } = await aliasConditions(actor, db(), wanted)
  const list: List = { from: aliasFrom, id: aliasId, where: plain, sort: sorts[wanted.sort], descending: wanted.descending }
  return searchedPage(db(), { list, search, page }, { totalOf: () => totalOf(actor, wanted, list), rowsOf: aliasesById })
}

const destinationsListed = 10

/** In the order given, each with its first destinations and how many there are: an alias may have a thousand, and a page fifty aliases. */
async function aliasesById(ids: readonly string[]): Promise<AliasView[]> {
  const rows = await db().$queryRaw<AliasRow[]>`
    select a.id::text as id, a."domainId"::text as "domainId", a."localPart", a.address, a.enabled, a."expiresAt", a.note, a."createdAt", a."updatedAt", a.version, a.disposable, a."ownerId"::text as "ownerId",
      (select json_build_object('id', b.id, 'address', b.address) from "Mailbox" b where b.id = a."ownerId") as owner,
      json_build_object('id', d.id, 'name', d.name) as domain,
      (select coalesce(json_agg(json_build_object('destination', t.destination) order by t.destination), '[]') from
        (select p.destination from "AliasDestination" p where p."aliasId" = a.id order by 1 limit ${destinationsListed}::int) t) as destinations,
      json_build_object('destinations', (select count(*) from "AliasDestination" p where p."aliasId" = a.id)) as "_count"
    from unnest(${[...ids]}::uuid[]) with ordinality u(id, place) join "Alias" a on a.id = u.id join "Domain" d on d.id = a."domainId" order by u.place`
  return rows.map(aliasViewOf)
}

async function totalOf(actor: Actor, filter: z.output<typeof aliasFilter>, list: List): Promise<Page<never>['total']> {
  const { sort: _sort, descending: _descending, domain, search: _search, ...others } = filter
  if (Object.values(others).some((value) => value !== undefined)) return countUpTo(db(), list)
  const sum = await db().domain.aggregate({ _sum: { aliasCount: true }, where: { id: idFilter(actor), name: domain } })
  return { count: sum._sum.aliasCount ?? 0, exact: true }
}

/** By id or by address, with all its destinations. Throws not_found. */
export async function getAlias(actor: Actor, idOrAddress: string): Promise<AliasView> {
  requirePermission(actor, 'alias.read')
  const where = isUuid(idOrAddress) ? { id: idOrAddress } : { address: idOrAddress.toLowerCase() }
  const row = await db().alias.findUnique({ where: { ...where, domainId: idFilter(actor) }, include: aliasInclude })
  if (!row) throw new AppError('not_found', { subject: idOrAddress.slice(0, 254) })
  return aliasViewOf(await withOwner(db(), row))
}

/** What would point nowhere after the alias is gone. */
export async function aliasImpact(actor: Actor, id: string): Promise<AliasImpact> {
  const { address } = await getAlias(actor, id)
  const rows = await db().$queryRaw<{ kind: string; address: string }[]>`
    select 'alias' as kind, a.address from "AliasDestination" d join "Alias" a on a.id = d."aliasId" where d.destination = ${address}
    union all select 'group', g.address from "GroupMember" m join "Group" g on g.id = m."groupId" where m.address = ${address}
    union all select 'forward', b.address from "MailboxForward" f join "Mailbox" b on b.id = f."mailboxId" where f.destination = ${address}
    order by 1, 2 limit 1000`
  const { named, elsewhere } = ownAndElsewhere(actor, rows)
  const grants = await db().sendAsGrant.count({ where: { sender: address } })
  return { address, aliases: named('alias'), groups: named('group'), forwards: named('forward'), elsewhere, grants }
}
