// What another hand did to our lines on a host: found by asking the host every few minutes, shown as a difference, never overwritten
// unasked. A person puts back what the panel wants, or has it taken over.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { requireInScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import type { DomainPlan, HostStatus } from '#lib/protocol/operations'
import type { DomainState } from '#lib/protocol/state'
import { deny } from '#lib/refusals'
import { desiredDomains } from './desired-state'
import { noteReached, noteUnreached } from './host-contact'
import { recordChange } from './record'
import { queueApply } from './touch'

/** Asks the host how it is, writes down what drifted and what is in order again. A host that answers again gets its due at once. */
export async function checkHost(hostId: string): Promise<void> {
  const host = await db().host.findUnique({ where: { id: hostId } })
  if (!host) return
  try {
    const agent = agentFor(host)
    const [status, hello] = [await agent.call('status', {}), await agent.hello()]
    await noteReached(hostId, status.generation)
    await db().host.updateMany({ where: { id: hostId }, data: { facts: { hello, status } } })
    await noteDrifts(hostId, status)
    if (host.attempts > 0) await queueApply(db(), hostId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error
    // The apply job has a rhythm of its own: a look in between neither hurries nor delays it.
    if (!host.retryAt || host.retryAt < new Date()) await noteUnreached(hostId, error)
  }
}

/** Rows are made for domains that only the disk knows, so that they can be shown and put back. */
async function noteDrifts(hostId: string, { drifted }: HostStatus): Promise<void> {
  const found = JSON.stringify(drifted)
  await db().$executeRaw`
    insert into "DomainApply" as a ("hostId", "domainName", "desiredRevision", "driftDigest", "driftSince")
    select ${hostId}::uuid, t.domain, 0, t.digest, clock_timestamp() from jsonb_to_recordset(${found}::jsonb) as t(domain text, digest text) order by t.domain
    on conflict ("hostId", "domainName") do update
      set "driftDigest" = excluded."driftDigest", "driftSince" = coalesce(a."driftSince", excluded."driftSince")`
  const { count } = await db().domainApply.updateMany({
    where: { hostId, driftSince: { not: null }, domainName: { notIn: drifted.map(({ domain }) => domain) } },
    data: { driftSince: null, driftDigest: null },
  })
  await db().domainApply.deleteMany({ where: { hostId, desiredRevision: 0, driftSince: null } })
  if (count > 0) await queueApply(db(), hostId)
}

/** `changes`: what putting back would do. `unreadable`: lines that no setting can say, which stand in the way of taking over. */
export type Drift = { domain: string; digest: string; changes: DomainPlan['changes']; unreadable: { file: string; line: string }[] }

export async function getDrift(actor: Actor, hostId: string, domainName: string): Promise<Drift> {
  requirePermission(actor, 'change.read')
  const { host, state } = await driftedDomain(actor, hostId, domainName)
  const agent = agentFor(host)
  const [plan] = (await agent.call('plan', { domains: [state] })).domains
  const { unreadable } = await agent.call('read-domain', { domain: state.domain })
  return { domain: domainName, digest: plan?.digest ?? '', changes: plan?.changes ?? [], unreadable }
}

/** The panel's lines come back at the next apply, whatever is there. */
export function putBack(actor: Actor, hostId: string, domainName: string): Promise<Outcome<null>> {
  return endDrift(actor, hostId, domainName, 'drift.put-back', null)
}

/** Makes the panel say what the host's lines say; composed of the capabilities' commands above this layer. */
export type AdoptState = (actor: Actor, state: DomainState) => Promise<Outcome<unknown>>

/** What is on the host becomes what the panel wants. Until the last step the domain stays marked, and nothing is overwritten. */
export async function takeOver(actor: Actor, hostId: string, domainName: string, adopt: AdoptState): Promise<Outcome<unknown>> {
  // What is on the host may be another kind of domain, or other mirrors.
  for (const permission of ['change.apply', 'domain.write'] as const) requirePermission(actor, permission)
  const { host, state: wanted } = await driftedDomain(actor, hostId, domainName)
  const { digest, state, unreadable } = await agentFor(host).call('read-domain', { domain: wanted.domain })
  if (unreadable.length > 0) return asOutcome(async () => deny('drift_unreadable'))
  const adopted = await adopt(actor, state)
  return adopted.ok ? endDrift(actor, hostId, domainName, 'drift.take-over', digest) : adopted
}

function endDrift(actor: Actor, hostId: string, domainName: string, action: string, appliedDigest: string | null): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'change.apply', async (tx) => {
      requireInScope(actor, { name: domainName }, domainName)
      const { count } = await tx.domainApply.updateMany({
        where: { hostId, domainName, driftSince: { not: null } },
        data: { driftSince: null, driftDigest: null, appliedDigest, failedAt: null, errorCode: null, errorDetail: null },
      })
      if (count === 0) deny('not_drifted', null, { domain: domainName })
      const entry = { action, subjectKind: 'domain', subjectId: null, subjectName: domainName, domainName, hostId }
      return { value: null, entries: [entry], domains: [domainName] }
    }),
  )
}

async function driftedDomain(actor: Actor, hostId: string, domainName: string) {
  requireInScope(actor, { name: domainName }, domainName)
  const row = await db().domainApply.findUnique({ where: { hostId_domainName: { hostId, domainName } }, include: { host: true } })
  const [domain] = row ? await desiredDomains(hostId, [domainName]) : []
  if (!row || !domain) throw new AppError('not_found', { subject: domainName })
  return { host: row.host, state: domain.state() }
}
