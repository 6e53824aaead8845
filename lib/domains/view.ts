import { unicodeDomain } from '#lib/addresses/parse-domain'
import type { Prisma } from '#lib/db/generated/client'
import type { DomainView } from './schema'

const ref = { select: { id: true, name: true, unicodeName: true } } as const
export const domainInclude = {
  host: { select: { id: true, name: true } },
  target: ref,
  mirrors: { ...ref, orderBy: { name: 'asc' } },
} as const

export type DomainRow = Prisma.DomainGetPayload<{ include: typeof domainInclude }>

export function domainViewOf(row: DomainRow): DomainView {
  const { hostId: _hostId, targetId: _targetId, createdAt, updatedAt, ...rest } = row
  return {
    ...rest,
    unicodeName: unicodeDomain(row.name),
    defaultQuotaBytes: Number(row.defaultQuotaBytes),
    largestQuotaBytes: row.largestQuotaBytes === null ? null : Number(row.largestQuotaBytes),
    totalQuotaBytes: row.totalQuotaBytes === null ? null : Number(row.totalQuotaBytes),
    quotaSumBytes: Number(row.quotaSumBytes),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
