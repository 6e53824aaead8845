import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { Prisma } from '#lib/db/generated/client'
import type { GroupView } from './schema'

const domain = { select: { id: true, name: true } } as const
const people = { select: { address: true }, orderBy: { address: 'asc' } } as const

export const groupInclude = { domain, members: people, senders: people } as const
export const groupIncludeInList = {
  domain,
  members: { ...people, take: 10 },
  senders: { ...people, take: 10 },
  _count: { select: { members: true } },
} as const

type GroupRow = Prisma.GroupGetPayload<{ include: typeof groupInclude }> & { _count?: { members: number } }

export function groupViewOf(row: GroupRow): GroupView {
  const { domainId: _domainId, _count, domain, members, senders, createdAt, updatedAt, ...rest } = row
  return {
    ...rest,
    unicodeAddress: unicodeAddress(row.address),
    domain: { ...domain, unicodeName: unicodeDomain(domain.name) },
    members: members.map((one) => one.address),
    memberCount: _count?.members ?? members.length,
    senders: senders.map((one) => one.address),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
