import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { Tx } from '#lib/db/client'
import type { Prisma } from '#lib/db/generated/client'
import type { AliasView } from './schema'

const domain = { select: { id: true, name: true } } as const
const destinations = { select: { destination: true }, orderBy: { destination: 'asc' } } as const

export const aliasInclude = { domain, destinations } as const
type Plain = Prisma.AliasGetPayload<{ include: typeof aliasInclude }>
export type AliasRow = Plain & { owner: AliasView['owner']; _count?: { destinations: number } }

export async function withOwner(tx: Pick<Tx, 'mailbox'>, row: Plain): Promise<AliasRow> {
  const owner =
    row.ownerId === null ? null : await tx.mailbox.findUnique({ where: { id: row.ownerId }, select: { id: true, address: true } })
  return { ...row, owner }
}

export function aliasViewOf(row: AliasRow): AliasView {
  const { domainId: _domainId, ownerId: _ownerId, _count, domain, destinations, expiresAt, createdAt, updatedAt, ...rest } = row
  return {
    ...rest,
    unicodeAddress: unicodeAddress(row.address),
    catchAll: row.localPart === '',
    domain: { ...domain, unicodeName: unicodeDomain(domain.name) },
    destinations: destinations.map((one) => one.destination),
    destinationCount: _count?.destinations ?? destinations.length,
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= new Date(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
