import type { HostTrouble } from '#components/hosts/host-condition'

export interface OverviewHost extends HostTrouble {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly generation: number
  readonly retryAt: string | null
  readonly domains: number
}

export type Need =
  | { kind: 'worker'; seenAt: string | null }
  | { kind: 'unreachable' | 'failed' | 'drift' | 'held' | 'config'; host: OverviewHost }
  | { kind: 'queue'; name: string; state: QueueTrouble }
  | { kind: CountedNeed; count: number }

export type QueueTrouble = 'unreadable' | 'growing'
export type CountedNeed = 'unusual' | 'stuck' | 'dns' | 'certificates' | 'unsent' | 'expiring'

export interface Situation {
  /** null: only one's own domains count, of which `stuck` are not applied. */
  readonly hosts: readonly OverviewHost[] | null
  readonly stuck: number
  readonly worker: { readonly running: boolean; readonly seenAt: string | null }
  readonly expiringAliases: number
  readonly unsentMessages: number
  readonly dnsErrors: number
  readonly certificateErrors: number
  /** Mailboxes that do what they never did. */
  readonly unusual: number
  readonly queues: readonly { readonly host: string; readonly state: QueueTrouble }[]
}

/** What needs a person, the worst first: what stops mail or every change, then what stops some, then what can wait. */
export function needsOf({
  hosts,
  stuck,
  worker,
  expiringAliases,
  unsentMessages,
  dnsErrors,
  certificateErrors,
  unusual,
  queues,
}: Situation): Need[] {
  const of = (kind: 'unreachable' | 'failed' | 'drift' | 'held' | 'config', is: (host: OverviewHost) => boolean): Need[] =>
    (hosts ?? []).filter(is).map((host) => ({ kind, host }))
  const some = (kind: CountedNeed, count: number): Need[] => (count > 0 ? [{ kind, count }] : [])
  const answers = (host: OverviewHost) => host.unreachableSince === null
  return [
    ...(worker.running ? [] : [{ kind: 'worker' as const, seenAt: worker.seenAt }]),
    ...some('unusual', unusual),
    ...some('stuck', hosts === null ? stuck : 0),
    ...of('unreachable', (host) => !answers(host)),
    ...of('failed', (host) => answers(host) && (host.failed > 0 || host.unreachableCode !== null)),
    ...of('held', (host) => host.heldAtGeneration !== null),
    ...of('drift', (host) => host.drifted > 0),
    ...of('config', (host) => host.configPending && answers(host)),
    ...queues.map(({ host, state }) => ({ kind: 'queue' as const, name: host, state })),
    ...some('dns', dnsErrors),
    ...some('certificates', certificateErrors),
    ...some('unsent', unsentMessages),
    ...some('expiring', expiringAliases),
  ]
}
