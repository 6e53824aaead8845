import type { Prisma } from '#lib/db/generated/client'
import type { MailProtocol } from '#lib/protocol/operations'
import type { AppPasswordView } from './schema'

export type AppPasswordRow = Prisma.AppPasswordGetPayload<{ omit: { secretHash: true } }>

export const viewOf = (row: AppPasswordRow): AppPasswordView => ({
  id: row.id,
  name: row.name,
  kind: row.kind === 'webmail' ? 'webmail' : 'own',
  imap: row.imap,
  pop3: row.pop3,
  submission: row.submission,
  sieve: row.sieve,
  networks: row.networks,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  expired: row.expiresAt !== null && row.expiresAt <= new Date(),
  lastUsed: row.lastUsedAt && {
    at: row.lastUsedAt.toISOString(),
    protocol: row.lastProtocol as MailProtocol,
    clientAddress: row.lastAddress || null,
  },
})
