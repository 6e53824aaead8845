// What the first page answers: is mail flowing, and what needs a person? Read from Postgres only, so it opens whatever a host does.
import type { Actor } from '#lib/auth/actor'
import { may, requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { applyStatus } from '#lib/changes/apply-status'
import { workerHealth } from '#lib/changes/worker-health'
import { db } from '#lib/db/client'
import { hostsWithWrongCertificates } from '#lib/db/wrong-certificates'
import { type FirstSteps, stepsWithMail } from './first-steps'

export type HostGlance = {
  id: string
  name: string
  address: string
  generation: number
  heldAtGeneration: number | null
  lastSeenAt: string | null
  unreachableSince: string | null
  /** Failure code. */
  unreachableCode: string | null
  retryAt: string | null
  /** Its own settings were changed and are not on it yet. */
  configPending: boolean
  domains: number
  /** Domains saved and not applied, of these the failed ones, and those changed by another hand. */
  pending: number
  failed: number
  drifted: number
  certificateWrong: boolean
}

export type Overview = {
  /** null: not for this person, who is told of their own domains alone. */
  hosts: HostGlance[] | null
  /** Domains that are being applied, and those that a host cannot apply. */
  pending: number
  stuck: number
  counts: { domains: number; mailboxes: number; aliases: number; groups: number; quotaBytes: number }
  /** Aliases that end within a week. */
  expiringAliases: number
  /** Messages of Postern itself that were given up within a week. */
  unsentMessages: number
  /** Records in the DNS of domains and hosts that are wrong and that nobody accepted. */
  dnsErrors: number
  /** Hosts that show a certificate with an error. */
  certificateErrors: number
  /** Mailboxes that do what they never did, and that nobody has looked at. */
  unusual: number
  /** Hosts whose mail queue cannot be read, or grows; none for who sees no hosts. */
  queues: { host: string; state: 'unreadable' | 'growing' }[]
  worker: { seenAt: string | null; running: boolean }
  start: FirstSteps
}

const weekMs = 7 * 86_400_000

export async function getOverview(actor: Actor): Promise<Overview> {
  for (const permission of ['domain.read', 'change.read'] as const) requirePermission(actor, permission)
  const own = { domainId: idFilter(actor) }
  const now = Date.now()
  const [hosts, unfinished, counts, expiringAliases, unsentMessages, dnsErrors, unusual, queues, worker, steps] = await Promise.all([
    may(actor, 'host.read') ? hostGlances() : null,
    applyStatus(actor, 'unfinished'),
    countEverything(actor),
    db().alias.count({ where: { ...own, enabled: true, expiresAt: { gt: new Date(now), lt: new Date(now + weekMs) } } }),
    may(actor, 'settings.read') ? db().outgoingMessage.count({ where: { state: 'failed', createdAt: { gt: new Date(now - weekMs) } } }) : 0,
    countDnsErrors(actor),
    countUnusual(actor, now),
    may(actor, 'host.read') ? queueTroubles() : [],
    workerHealth(),
    stepsWithMail(actor),
  ])
  const pending = unfinished.filter(({ state }) => state === 'pending').length
  return {
    hosts,
    pending,
    stuck: unfinished.length - pending,
    counts,
    expiringAliases,
    unsentMessages,
    dnsErrors,
    certificateErrors: hosts?.filter(({ certificateWrong }) => certificateWrong).length ?? 0,
    unusual,
    queues,
    worker: { seenAt: worker.lastSeenAt, running: worker.running > 0 },
    start: { ...steps, host: hosts === null || hosts.length > 0, domain: counts.domains > 0 },
  }
}

async function hostGlances(): Promise<HostGlance[]> {
  const [hosts, waiting, domains, wrong] = await Promise.all([
    db().host.findMany({ orderBy: { name: 'asc' } }),
    db().$queryRaw<{ hostId: string; pending: bigint; failed: bigint; drifted: bigint }[]>`
      select "hostId"::text as "hostId", count(*) filter (where "driftSince" is null) as pending,
        count(*) filter (where "driftSince" is null and "errorCode" is not null) as failed, count(*) filter (where "driftSince" is not null) as drifted
      from "DomainApply" where "desiredRevision" > "appliedRevision" or "driftSince" is not null group by 1`,
    db().domain.groupBy({ by: ['hostId'], _count: true }),
    db().$queryRaw<{ hostId: string }[]>`select distinct w."hostId"::text as "hostId" from (${hostsWithWrongCertificates}) w`,
  ])
  const waitingBy = new Map(waiting.map((row) => [row.hostId, row]))
  const wrongOnes = new Set(wrong.map(({ hostId }) => hostId))
  const domainsBy = new Map(domains.map((row) => [row.hostId, row._count]))
  return hosts.map((host) => {
    const { pending = 0n, failed = 0n, drifted = 0n } = waitingBy.get(host.id) ?? {}
    return {
      id: host.id,
      name: host.name,
      address: host.address,
      generation: host.generation,
      heldAtGeneration: host.heldAtGeneration,
      lastSeenAt: host.lastSeenAt?.toISOString() ?? null,
      unreachableSince: host.unreachableSince?.toISOString() ?? null,
      unreachableCode: host.unreachableCode,
      retryAt: host.retryAt?.toISOString() ?? null,
      configPending: host.configRevision > host.configApplied,
      domains: domainsBy.get(host.id) ?? 0,
      pending: Number(pending),
      failed: Number(failed),
      drifted: Number(drifted),
      certificateWrong: wrongOnes.has(host.id),
    }
  })
}

/** A host that does not answer at all is told of as that. */
async function queueTroubles(): Promise<Overview['queues']> {
  const rows = await db().hostQueue.findMany({
    where: { OR: [{ failureCode: 'agent_queue_unreadable' }, { growingSince: { not: null } }] },
    include: { host: { select: { name: true } } },
    orderBy: { host: { name: 'asc' } },
  })
  return rows.map(({ host, failureCode }) => ({ host: host.name, state: failureCode === null ? 'growing' : 'unreadable' }))
}

function countDnsErrors(actor: Actor): Promise<number> {
  const seen = [{ domainId: idFilter(actor) ?? { not: null } }, ...(may(actor, 'host.read') ? [{ hostId: { not: null } }] : [])]
  return db().dnsCheck.count({ where: { state: 'error', acceptedAt: null, OR: seen } })
}

async function countUnusual(actor: Actor, now: number): Promise<number> {
  const where = { mailbox: { domainId: idFilter(actor), containments: { none: { releasedAt: null } } } }
  const unseen = { OR: [{ dismissedAt: null }, { dismissedAt: { lt: new Date(now - weekMs) } }] }
  return (await db().mailboxSignal.findMany({ where: { ...where, ...unseen }, distinct: ['mailboxId'], select: { mailboxId: true } }))
    .length
}

/** From the counters that the commands keep, so that the page costs the same in a large house. */
async function countEverything(actor: Actor): Promise<Overview['counts']> {
  const { _count, _sum } = await db().domain.aggregate({
    where: { id: idFilter(actor) },
    _count: true,
    _sum: { mailboxCount: true, aliasCount: true, groupCount: true, quotaSumBytes: true },
  })
  return {
    domains: _count,
    mailboxes: _sum.mailboxCount ?? 0,
    aliases: _sum.aliasCount ?? 0,
    groups: _sum.groupCount ?? 0,
    quotaBytes: Number(_sum.quotaSumBytes ?? 0n),
  }
}
