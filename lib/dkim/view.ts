import type { Prisma } from '#lib/db/generated/client'
import type { DkimAlgorithm } from '#lib/protocol/state'
import { recordOf } from './record'
import { isStuck, type Standing } from './rotation'
import type { DkimKeyView, KeyFinding, KeyReason, KeyState } from './schema'

export type DkimKeyRow = Prisma.DkimKeyGetPayload<{ omit: { privateSealed: true } }>

export const algorithmOf = (row: Pick<DkimKeyRow, 'algorithm'>): DkimAlgorithm => (row.algorithm === 'ed25519' ? 'ed25519' : 'rsa')

export const standingOf = (row: DkimKeyRow): Standing => ({
  state: row.state as KeyState,
  stateSince: row.stateSince,
  reason: row.reason as KeyReason,
  finding: row.finding as KeyFinding | null,
  servers: row.servers === '' ? [] : row.servers.split('\n'),
  wrongSince: row.wrongSince,
  retireAt: row.retireAt,
})

/** As columns. */
export const columnsOf = ({ servers, ...standing }: Standing) => ({ ...standing, servers: servers.slice(0, 12).join('\n') })

export function viewOf(row: DkimKeyRow, domain: string, now = new Date()): DkimKeyView {
  const standing = standingOf(row)
  const algorithm = algorithmOf(row)
  return {
    ...{ id: row.id, domain, selector: row.selector, algorithm, bits: row.bits, imported: row.imported },
    ...{ state: standing.state, reason: standing.reason, finding: standing.finding, servers: [...standing.servers] },
    since: row.stateSince.toISOString(),
    stuck: isStuck(standing, now),
    retireAt: row.retireAt?.toISOString() ?? null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    record: recordOf({ algorithm, publicKey: row.publicKey, selector: row.selector, state: standing.state }, domain),
  }
}
