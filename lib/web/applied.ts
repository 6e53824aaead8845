// What became of a saved change on the hosts. The domains that a change touches are known by the revision that it left on them; a change
// that came right after and touched the same ones answers for both, since what is applied is always the newest state.
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { type ApplyState, applyStatus } from '#lib/changes/apply-status'
import { db } from '#lib/db/client'
import type { ChangeView } from './api/envelope'

export const waitMsMax = 10_000
const firstPauseMs = 15
const pauseMsMax = 250
/** More targets than this are told by their worst state alone. */
const targetsMax = 100

type Target = ChangeView['targets'][number]
type Waiting = { wait?: 'applied' | undefined; signal?: AbortSignal }

/** The state of a change now, or with `wait` once there is nothing more to wait for, ten seconds at most. */
export async function changeView(actor: Actor, revision: string | null, { wait, signal }: Waiting = {}): Promise<ChangeView> {
  if (revision === null) return { revision, state: 'unchanged', targets: [] }
  const { domains, hosts } = await touchedBy(revision)
  const deadline = Date.now() + waitMsMax
  for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, pauseMsMax)) {
    const targets = [...(await domainTargets(actor, domains, BigInt(revision))), ...(await hostTargets(actor, hosts, BigInt(revision)))]
    const state = worst(targets)
    if (wait === undefined || state !== 'pending' || Date.now() + ms > deadline || signal?.aborted) {
      return { revision, state, targets: targets.slice(0, targetsMax) }
    }
    await pause(ms)
  }
}

async function touchedBy(revision: string): Promise<{ domains: string[]; hosts: string[] }> {
  const [applies, hosts] = await Promise.all([
    db().domainApply.findMany({ where: { desiredRevision: BigInt(revision) }, select: { domainName: true }, distinct: ['domainName'] }),
    db().host.findMany({ where: { configRevision: BigInt(revision) }, select: { id: true } }),
  ])
  return { domains: applies.map((apply) => apply.domainName), hosts: hosts.map((host) => host.id) }
}

async function domainTargets(actor: Actor, domains: string[], revision: bigint): Promise<Target[]> {
  if (domains.length === 0) return []
  const rows = await applyStatus(actor, domains)
  return rows
    .filter((row) => BigInt(row.desired) >= revision)
    .map((row) => {
      const done = BigInt(row.applied) >= revision
      return { host: row.host, domain: row.domain, state: done ? 'applied' : row.state, code: done ? null : row.code }
    })
}

async function hostTargets(actor: Actor, ids: string[], revision: bigint): Promise<Target[]> {
  if (ids.length === 0 || !may(actor, 'host.read')) return []
  const rows = await db().host.findMany({ where: { id: { in: ids } } })
  return rows.map((row): Target => {
    if (row.configApplied >= revision) return { host: row.name, domain: null, state: 'applied', code: null }
    if (row.unreachableSince) return { host: row.name, domain: null, state: 'unreachable', code: row.unreachableCode }
    return { host: row.name, domain: null, state: 'pending', code: null }
  })
}

const order: readonly ApplyState[] = ['pending', 'failed', 'drift', 'unreachable', 'held', 'applied']

/** Pending first: there is something to wait for as long as one target may still change by itself. */
const worst = (targets: readonly Target[]): ApplyState =>
  order.find((state) => targets.some((target) => target.state === state)) ?? 'applied'
