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
  | { kind: 'expiring' | 'unsent' | 'stuck' | 'dns' | 'certificates'; count: number }

export interface Situation {
  /** null: only one's own domains count, of which `stuck` are not applied. */
  readonly hosts: readonly OverviewHost[] | null
  readonly stuck: number
  readonly worker: { readonly running: boolean; readonly seenAt: string | null }
  readonly expiringAliases: number
  readonly unsentMessages: number
  readonly dnsErrors: number
  readonly certificateErrors: number
}

/** What needs a person, the worst first: what stops mail or every change, then what stops some, then what can wait. */
export function needsOf({ hosts, stuck, worker, expiringAliases, unsentMessages, dnsErrors, certificateErrors }: Situation): Need[] {
  const of = (kind: 'unreachable' | 'failed' | 'drift' | 'held' | 'config', is: (host: OverviewHost) => boolean): Need[] =>
    (hosts ?? []).filter(is).map((host) => ({ kind, host }))
  const answers = (host: OverviewHost) => host.unreachableSince === null
  return [
    ...(worker.running ? [] : [{ kind: 'worker' as const, seenAt: worker.seenAt }]),
    ...(hosts === null && stuck > 0 ? [{ kind: 'stuck' as const, count: stuck }] : []),
    ...of('unreachable', (host) => !answers(host)),
    ...of('failed', (host) => answers(host) && (host.failed > 0 || host.unreachableCode !== null)),
    ...of('held', (host) => host.heldAtGeneration !== null),
    ...of('drift', (host) => host.drifted > 0),
    ...of('config', (host) => host.configPending && answers(host)),
    ...(certificateErrors > 0 ? [{ kind: 'certificates' as const, count: certificateErrors }] : []),
    ...(dnsErrors > 0 ? [{ kind: 'dns' as const, count: dnsErrors }] : []),
    ...(unsentMessages > 0 ? [{ kind: 'unsent' as const, count: unsentMessages }] : []),
    ...(expiringAliases > 0 ? [{ kind: 'expiring' as const, count: expiringAliases }] : []),
  ]
}
