import 'server-only'
import { unicodeAddress } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import type { OutgoingView } from './schema'

const shownMax = 100

/** The newest. What was given up stays among them for thirty days. */
export async function listOutgoing(actor: Actor): Promise<OutgoingView[]> {
  requirePermission(actor, 'settings.read')
  requirePermission(actor, 'mailbox.read')
  const rows = await db().outgoingMessage.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: shownMax,
    include: { mailbox: { select: { id: true, address: true } } },
  })
  return rows.map(({ mailbox, createdAt, ...row }) => ({
    id: row.id,
    kind: row.kind as OutgoingView['kind'],
    recipient: unicodeAddress(row.recipient),
    state: row.state as OutgoingView['state'],
    errorCode: row.errorCode,
    errorDetail: row.errorDetail,
    mailbox: mailbox && { id: mailbox.id, address: unicodeAddress(mailbox.address) },
    createdAt: createdAt.toISOString(),
  }))
}
