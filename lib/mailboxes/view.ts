import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { Prisma } from '#lib/db/generated/client'
import type { MailboxView } from './schema'

export const mailboxInclude = {
  domain: { select: { id: true, name: true } },
  forwards: { select: { destination: true }, orderBy: { destination: 'asc' } },
} as const

export type MailboxRow = Prisma.MailboxGetPayload<{ include: typeof mailboxInclude; omit: { passwordHash: true; totpSealed: true } }>

export function mailboxViewOf(row: MailboxRow): MailboxView {
  const {
    domainId: _domainId,
    locale: _locale,
    totpStep: _totpStep,
    totpSince,
    domain,
    forwards,
    quotaBytes,
    recoveryProvedAt,
    passwordSetAt,
    createdAt,
    updatedAt,
    ...rest
  } = row
  return {
    ...rest,
    unicodeAddress: unicodeAddress(row.address),
    domain: { ...domain, unicodeName: unicodeDomain(domain.name) },
    quotaBytes: Number(quotaBytes),
    forwards: forwards.map((forward) => forward.destination),
    recoveryProvedAt: recoveryProvedAt?.toISOString() ?? null,
    passwordSetAt: passwordSetAt?.toISOString() ?? null,
    secondFactor: totpSince !== null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
