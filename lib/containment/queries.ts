// What points to a stranger in a mailbox, and what is known of one mailbox when somebody has to decide.
import 'server-only'
import { unicodeAddress } from '#lib/addresses/parse-domain'
import { listChanges } from '#lib/audit/queries'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import type { Prisma } from '#lib/db/generated/client'
import { AppError } from '#lib/errors'
import { filter } from '#lib/protocol/rules'
import { type ContainmentView, containmentDone, quietDays, type SignalView, type SituationView, signalKinds, signalValues } from './schema'

const dayMs = 86_400_000
const recentDays = 30
const shownMax = 200
const changesMax = 30

const withMailbox = {
  mailbox: { select: { id: true, address: true, containments: { where: { releasedAt: null }, select: { id: true } } } },
} as const
type SignalRow = Prisma.MailboxSignalGetPayload<{ include: typeof withMailbox }>

/** What nobody has looked at: dismissed ones are quiet for a week. */
const open = (actor: Actor) => ({
  mailbox: { domainId: idFilter(actor) },
  OR: [{ dismissedAt: null }, { dismissedAt: { lt: new Date(Date.now() - quietDays * dayMs) } }],
})

/** The newest first. */
export async function listSignals(actor: Actor): Promise<SignalView[]> {
  requirePermission(actor, 'mailbox.read')
  const rows = await db().mailboxSignal.findMany({ where: open(actor), include: withMailbox, orderBy: { seenAt: 'desc' }, take: shownMax })
  return rows.map(signalOf)
}

export async function getSituation(actor: Actor, mailboxId: string): Promise<SituationView> {
  requirePermission(actor, 'mailbox.read')
  const mailbox = isUuid(mailboxId)
    ? await db().mailbox.findUnique({
        where: { id: mailboxId, domainId: idFilter(actor) },
        include: {
          forwards: { orderBy: { destination: 'asc' } },
          rules: true,
          containments: { orderBy: { at: 'desc' }, take: 20 },
          _count: { select: { sessions: true, appPasswords: { where: { expiredAt: null } }, passwordLinks: true } },
        },
      })
    : null
  if (!mailbox) throw new AppError('not_found', { subject: mailboxId.slice(0, 253) })
  const [signals, changes] = await Promise.all([
    db().mailboxSignal.findMany({ where: { mailboxId, ...open(actor) }, include: withMailbox, orderBy: { seenAt: 'desc' } }),
    listChanges(
      actor,
      { subjectKind: 'mailbox', subjectId: mailboxId, from: new Date(Date.now() - recentDays * dayMs).toISOString() },
      { limit: changesMax },
    ),
  ])
  const { id, address, forwards, rules, _count, recoveryAddress } = mailbox
  const containments = mailbox.containments.map(containmentOf)
  const filters = filter
    .array()
    .parse(rules?.filters ?? [])
    .filter(({ enabled }) => enabled)
  return {
    mailbox: { id, address, unicodeAddress: unicodeAddress(address), passwordSetAt: mailbox.passwordSetAt?.toISOString() ?? null },
    signals: signals.map(signalOf),
    containments,
    active: containments.find(({ releasedAt }) => releasedAt === null) ?? null,
    open: {
      sessions: _count.sessions,
      appPasswords: _count.appPasswords,
      links: _count.passwordLinks,
      recoveryAddress,
      forwards: forwards.map(({ destination }) => destination),
      filters: filters.length,
    },
    changes: changes.rows,
  }
}

const signalOf = ({ mailbox, kind, since, seenAt, values }: SignalRow): SignalView => ({
  mailbox: { id: mailbox.id, address: mailbox.address, unicodeAddress: unicodeAddress(mailbox.address) },
  kind: signalKinds.find((one) => one === kind) ?? 'failures',
  since: since.toISOString(),
  seenAt: seenAt.toISOString(),
  values: signalValues.parse(values),
  contained: mailbox.containments.length > 0,
})

const instant = (date: Date | null): string | null => date?.toISOString() ?? null

const containmentOf = (row: Prisma.ContainmentGetPayload<object>): ContainmentView => ({
  id: row.id,
  at: row.at.toISOString(),
  by: row.byName,
  done: containmentDone.parse(row.done),
  appliedAt: instant(row.appliedAt),
  kickedAt: instant(row.kickedAt),
  heldAt: instant(row.heldAt),
  heldMessages: row.heldMessages,
  errorCode: row.errorCode,
  releasedAt: instant(row.releasedAt),
  releasedBy: row.releasedBy,
})
