// The exact lines that would go and come on the hosts: of what is saved but not applied yet, or of a change that is only thought of.
// The hosts answer; nothing is written, here or there.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { inScope, nameFilter } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { AppError, type FailureCode } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import type { DomainPlan, FileChange } from '#lib/protocol/operations'
import { desiredDomains } from './desired-state'
import { previewOf, type Wanted } from './preview'

export type PlannedDomain = { domain: string; drifted: boolean; changes: FileChange[] }
/** `failure`: this host could not be asked. `more`: domains beyond those that were looked at. */
export type HostPlan = { hostId: string; host: string; domains: PlannedDomain[]; failure: FailureCode | null; more: number }

const domainsMax = 100

/** What is pending: everywhere, on one host, or of these domains. */
export async function planPending(actor: Actor, of: { hostId?: string; domains?: readonly string[] } = {}): Promise<HostPlan[]> {
  requirePermission(actor, 'change.read')
  const rows = await db().domainApply.findMany({
    where: {
      desiredRevision: { gt: db().domainApply.fields.appliedRevision },
      ...(of.hostId ? { hostId: of.hostId } : {}),
      AND: [{ domainName: nameFilter(actor) }, of.domains ? { domainName: { in: [...of.domains] } } : {}],
    },
    select: { hostId: true, domainName: true },
    orderBy: { domainName: 'asc' },
    take: 2000,
  })
  const hostIds = [...new Set(rows.map(({ hostId }) => hostId))]
  return Promise.all(
    hostIds.map(async (hostId) => {
      const names = rows.filter((row) => row.hostId === hostId).map(({ domainName }) => domainName)
      const domains = await desiredDomains(hostId, names.slice(0, domainsMax))
      const plan = await ask({ hostId, states: domains.map(({ state }) => state()) })
      return { ...plan, more: Math.max(0, names.length - domainsMax) }
    }),
  )
}

/** What a command would change, without saving it. A command that is refused says so in `outcome`, as it would without preview. */
export async function planChange<T>(actor: Actor, command: () => Promise<T>): Promise<{ plans: HostPlan[]; outcome: T | null }> {
  requirePermission(actor, 'change.read')
  const { wanted, outcome } = await previewOf(command)
  const own = wanted.map(({ hostId, states }) => ({ hostId, states: states.filter(({ domain }) => inScope(actor, { name: domain })) }))
  return { plans: await Promise.all(own.map(ask)), outcome }
}

async function ask({ hostId, states }: Wanted): Promise<HostPlan> {
  const host = await db().host.findUniqueOrThrow({ where: { id: hostId } })
  const answer = { hostId, host: host.name, more: 0 }
  if (states.length === 0) return { ...answer, domains: [], failure: null }
  try {
    const { domains } = await agentFor(host).call('plan', { domains: states })
    return { ...answer, domains: domains.map(shown), failure: null }
  } catch (error) {
    if (error instanceof AppError) return { ...answer, domains: [], failure: error.code }
    throw error
  }
}

const shown = ({ domain, drifted, changes }: DomainPlan): PlannedDomain => ({ domain, drifted, changes })
