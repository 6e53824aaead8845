import { createHash } from 'node:crypto'
import { db, type Tx } from '#lib/db/client'
import type { Prisma } from '#lib/db/generated/client'
import { hostsWithWrongCertificates } from '#lib/db/wrong-certificates'
import { AppError } from '#lib/errors'
import { factsOf, type HostView } from './schema'

type HostRow = Prisma.HostGetPayload<{ omit: { relayPasswordSealed: false } }>
type Counts = { domains: number; pending: number; failed: number; drifted: number; wrong: boolean }

const none: Counts = { domains: 0, pending: 0, failed: 0, drifted: 0, wrong: false }

/** By id or name; throws not_found. */
export async function requireHostRow(idOrName: string, tx: Pick<Tx, 'host'> = db()): Promise<HostRow> {
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(idOrName)
  const row = await tx.host.findFirst({ where: isId ? { id: idOrName } : { name: idOrName }, omit: { relayPasswordSealed: false } })
  if (!row) throw new AppError('not_found', { subject: idOrName })
  return row
}

export async function hostViews(rows: readonly HostRow[], tx: Pick<Tx, '$queryRaw'> = db()): Promise<HostView[]> {
  const counted = await tx.$queryRaw<(Counts & { id: string })[]>`
    select h.id::text as id,
      (select count(*)::int from "Domain" d where d."hostId" = h.id) as domains,
      (select count(*)::int from "DomainApply" a where a."hostId" = h.id and a."desiredRevision" > a."appliedRevision") as pending,
      (select count(*)::int from "DomainApply" a where a."hostId" = h.id and a."desiredRevision" > a."appliedRevision"
        and a."errorCode" is not null and a."driftSince" is null) as failed,
      (select count(*)::int from "DomainApply" a where a."hostId" = h.id and a."driftSince" is not null) as drifted,
      h.id in (${hostsWithWrongCertificates}) as wrong
    from "Host" h where h.id = any(${rows.map(({ id }) => id)}::uuid[])`
  const counts = new Map(counted.map((row) => [row.id, row]))
  return rows.map((row) => viewOf(row, counts.get(row.id) ?? none))
}

export async function hostViewOf(row: HostRow, tx: Pick<Tx, '$queryRaw'> = db()): Promise<HostView> {
  const [view] = await hostViews([row], tx)
  if (!view) throw new AppError('not_found', { subject: row.name })
  return view
}

function viewOf(row: HostRow, { domains, pending, failed, drifted, wrong }: Counts): HostView {
  const { hello, status } = factsOf(row.facts)
  return {
    ...pick(row),
    hostKeyFingerprint: fingerprintOf(row.hostKey),
    agent: hello,
    status,
    relayTls: row.relayTls === 'encrypt' || row.relayTls === 'verify' ? row.relayTls : 'may',
    hasRelayPassword: row.relayPasswordSealed !== null,
    settingsPending: row.configRevision > row.configApplied,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    unreachableSince: row.unreachableSince?.toISOString() ?? null,
    retryAt: row.retryAt?.toISOString() ?? null,
    domains,
    domainsPending: pending,
    domainsFailed: failed,
    domainsDrifted: drifted,
    certificateWrong: wrong,
    createdAt: row.createdAt.toISOString(),
  }
}

function pick(row: HostRow) {
  const { id, name, address, port, account, relayServer, relayPort, relayLookupMx, relayUsername } = row
  const { generation, heldAtGeneration, unreachableCode, note, webmailUrl, version } = row
  return {
    ...{ id, name, address, port, account, relayServer, relayPort, relayLookupMx, relayUsername },
    ...{ generation, heldAtGeneration, unreachableCode, note, webmailUrl, version },
  }
}

export const fingerprintOf = (hostKey: string): string =>
  `SHA256:${createHash('sha256')
    .update(Buffer.from(hostKey.split(' ')[1] ?? '', 'base64'))
    .digest('base64')
    .replace(/=+$/, '')}`
