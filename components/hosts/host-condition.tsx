import type { HostView } from '#lib/hosts/schema'
import type { HostCondition } from './host-status'

export interface HostTrouble {
  readonly lastSeenAt: string | null
  readonly unreachableSince: string | null
  readonly unreachableCode: string | null
  readonly heldAtGeneration: number | null
  readonly configPending: boolean
  readonly pending: number
  readonly failed: number
  readonly drifted: number
  readonly certificateWrong: boolean
}

/** The one word for a host: of all that is known, what a person must hear first. */
export function hostCondition(host: HostTrouble): HostCondition {
  if (host.unreachableSince !== null) return 'unreachable'
  if (host.failed > 0 || host.unreachableCode !== null) return 'failed'
  if (host.certificateWrong) return 'certificate'
  if (host.heldAtGeneration !== null) return 'held'
  if (host.drifted > 0) return 'drift'
  if (host.configPending) return 'config'
  if (host.pending > 0) return 'pending'
  return host.lastSeenAt === null ? 'new' : 'good'
}

/** The same of a whole host. */
export const troubleOf = (host: HostView): HostTrouble => ({
  lastSeenAt: host.lastSeenAt,
  unreachableSince: host.unreachableSince,
  unreachableCode: host.unreachableCode,
  heldAtGeneration: host.heldAtGeneration,
  configPending: host.settingsPending,
  pending: host.domainsPending,
  failed: host.domainsFailed,
  drifted: host.domainsDrifted,
  certificateWrong: host.certificateWrong,
})
