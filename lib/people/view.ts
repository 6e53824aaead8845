import { factorColumns, hasSecondFactor } from '#lib/auth/second-factor'
import { tokenAccesses } from '#lib/auth/token-limits'
import type { Prisma } from '#lib/db/generated/client'
import { isLocale } from '#lib/i18n/locales'
import type { AdministratorView, TokenView } from './schema'

/** What a view needs beside the row. */
export const lastSession = {
  sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
  grants: { select: { domain: { select: { name: true } } }, orderBy: { domain: { name: 'asc' } } },
  _count: { select: { ...factorColumns._count.select, identities: true } },
} as const

type AdministratorRow = Omit<Prisma.AdministratorGetPayload<{ include: typeof lastSession }>, 'passwordHash' | 'totpSealed'>
export type TokenRow = Omit<Prisma.ApiTokenGetPayload<{ include: { administrator: { select: { address: true } } } }>, 'secretHash'>

export const administratorViewOf = (row: AdministratorRow): AdministratorView => ({
  id: row.id,
  address: row.address,
  name: row.name,
  role: row.role,
  locale: isLocale(row.locale) ? row.locale : null,
  enabled: row.disabledAt === null,
  // Who comes by a provider needs no password.
  invited: row.passwordSetAt === null && row._count.identities === 0,
  domains: row.grants.map(({ domain }) => domain.name),
  mailboxesMax: row.mailboxesMax,
  quotaMaxBytes: row.quotaMaxBytes === null ? null : Number(row.quotaMaxBytes),
  secondFactor: hasSecondFactor(row),
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
  version: row.version,
})

/** `names`: of the domains that are still there, by id. */
export const tokenViewOf = (row: TokenRow, names: ReadonlyMap<string, string>): TokenView => ({
  id: row.id,
  name: row.name,
  administrator: row.administrator.address,
  selector: row.selector,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  lastUsedFrom: row.lastUsedFrom,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  access: tokenAccesses.find((access) => access === row.access) ?? 'read',
  permissions: row.permissions,
  domains: row.heldToDomains ? row.domainIds.flatMap((id) => names.get(id) ?? []).sort() : null,
  networks: row.networks,
})
