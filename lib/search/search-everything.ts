// What the command palette finds: domains, mailboxes, aliases and groups by part of their name, first those that begin with it. Each kind
// is asked for a handful by its own indexes, so the answer takes the same few milliseconds at any size.
import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { may, type Permission } from '#lib/auth/permissions'
import { idsInScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { andSql } from '#lib/db/keyset'

export type SearchResult = { kind: 'domain' | 'mailbox' | 'alias' | 'group' | 'host'; label: string; detail: string; href: string }

const perKind = 6
const resultsMax = 20

type Found = { id: string; label: string; detail: string }
type Source = {
  kind: SearchResult['kind']
  permission: Permission
  /** The id of the domain that it is in; null: it is in none, and only the permission decides. */
  domain: Prisma.Sql | null
  table: Prisma.Sql
  label: Prisma.Sql
  detail: Prisma.Sql
  text: Prisma.Sql
  path: string
  /** Its page is known by its name, the others by their id. */
  byName?: true
}

const sources: readonly Source[] = [
  {
    kind: 'domain',
    permission: 'domain.read',
    domain: Prisma.sql`x.id`,
    table: Prisma.sql`"Domain" x`,
    label: Prisma.sql`x.name`,
    detail: Prisma.sql`x.kind::text`,
    text: Prisma.sql`lower((x.name || ' ' || x."unicodeName" || ' ' || x.note) collate "default")`,
    path: '/domains',
    byName: true,
  },
  {
    kind: 'mailbox',
    permission: 'mailbox.read',
    domain: Prisma.sql`x."domainId"`,
    table: Prisma.sql`"Mailbox" x`,
    label: Prisma.sql`x.address`,
    detail: Prisma.sql`x."displayName"`,
    text: Prisma.sql`lower((x.address || ' ' || x."displayName" || ' ' || x.note) collate "default")`,
    path: '/mailboxes',
  },
  {
    kind: 'alias',
    permission: 'alias.read',
    domain: Prisma.sql`x."domainId"`,
    table: Prisma.sql`"Alias" x`,
    label: Prisma.sql`x.address`,
    detail: Prisma.sql`coalesce((select min(d.destination) from "AliasDestination" d where d."aliasId" = x.id), '')`,
    text: Prisma.sql`lower((x.address || ' ' || x.note) collate "default")`,
    path: '/aliases',
  },
  {
    kind: 'group',
    permission: 'group.read',
    domain: Prisma.sql`x."domainId"`,
    table: Prisma.sql`"Group" x`,
    label: Prisma.sql`x.address`,
    detail: Prisma.sql`x.name`,
    text: Prisma.sql`lower((x.address || ' ' || x.name || ' ' || x.note) collate "default")`,
    path: '/groups',
  },
  {
    kind: 'host',
    permission: 'host.read',
    domain: null,
    table: Prisma.sql`"Host" x`,
    label: Prisma.sql`x.name`,
    detail: Prisma.sql`x.address`,
    text: Prisma.sql`lower(x.name)`,
    path: '/hosts',
    byName: true,
  },
]

export async function searchEverything(actor: Actor, query: string): Promise<SearchResult[]> {
  const text = query.normalize('NFC').replaceAll('\0', '').trim().toLowerCase().slice(0, 100)
  if (text === '') return []
  const pattern = text.replace(/[\\%_]/g, '\\$&')
  const found = await Promise.all(
    sources
      .filter((source) => may(actor, source.permission))
      .map(async (source) => {
        const rows = await findIn(actor, source, pattern, [...text].length >= 3)
        return rows.map(({ id, label, detail }) => ({
          kind: source.kind,
          label: labelOf(source.kind, label),
          detail,
          href: `${source.path}/${source.byName ? label : id}`,
        }))
      }),
  )
  return found.flat().slice(0, resultsMax)
}

/** Beginnings by the order of names; the rest, when there is room, by trigrams, as they are met: nobody reads past a handful. */
async function findIn(
  actor: Actor,
  { table, label, detail, text, domain }: Source,
  pattern: string,
  hasTrigrams: boolean,
): Promise<Found[]> {
  const columns = Prisma.sql`x.id::text as id, ${label} as label, ${detail} as detail`
  const scope = domain === null ? Prisma.empty : andSql(idsInScope(actor, domain))
  const first = await db().$queryRaw<
    Found[]
  >`select ${columns} from ${table} where ${label} like ${`${pattern}%`} ${scope} order by ${label} limit ${perKind}::int`
  if (first.length === perKind || !hasTrigrams) return first
  const room = perKind - first.length
  const rest = await db().$queryRaw<Found[]>`
    select ${columns} from ${table} where ${text} like ${`%${pattern}%`} and ${label} not like ${`${pattern}%`} ${scope} limit ${room}::int`
  return [...first, ...rest]
}

const labelOf = (kind: SearchResult['kind'], label: string): string =>
  kind === 'domain' ? unicodeDomain(label) : kind === 'host' ? label : unicodeAddress(label)
