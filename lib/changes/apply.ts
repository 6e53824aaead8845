// The job behind every saved change: one run sends a host all that is pending there. Safe to run twice, to be killed anywhere and to
// run beside another panel's: the ledger says what is due, the agent refuses what is older than what it has, and a lost answer is
// found again by digest. Failures of the host are not the job's: they set the host's next try.
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { type Agent, agentFor } from '#lib/host/client'
import { noteReached, noteUnreached } from './host-contact'
import { applyHostState } from './host-state'
import { type Due, dueDomains } from './ledger'
import { sendDomains, sendStaged } from './send-domains'
import { queueApply } from './touch'

/** Up to this many lines go as one request; more are staged. */
const directWeightMax = 2_000
const directDomainsMax = 100
/** Of one part that is read from Postgres at once, and of one generation. */
const partWeightMax = 5_000
const partDomainsMax = 500
const roundsMax = 50

export type Applied = 'done' | 'held' | 'waiting' | 'failed' | 'gone'

export async function applyHost(hostId: string): Promise<Applied> {
  const host = await db().host.findUnique({ where: { id: hostId } })
  if (!host) return 'gone'
  if (host.heldAtGeneration !== null) return 'held'
  if (host.retryAt && host.retryAt > new Date()) {
    await queueApply(db(), hostId, host.retryAt)
    return 'waiting'
  }
  try {
    const agent = agentFor(host)
    if (host.configApplied > 0n && host.configRevision > host.configApplied) await applyHostState(hostId, agent)
    await sendDue(hostId, agent)
    return 'done'
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error
    await queueApply(db(), hostId, await noteUnreached(hostId, error))
    return 'failed'
  }
}

/** In rounds, because more may be saved while one is under way; the job of those changes then finds nothing left to do. */
async function sendDue(hostId: string, agent: Agent): Promise<void> {
  for (let round = 0; round < roundsMax; round++) {
    const due = await dueDomains(hostId)
    if (due.length === 0) return
    if (round > 0 && (await db().host.count({ where: { id: hostId, heldAtGeneration: null } })) === 0) return
    const generation = await sendRound(hostId, due, agent)
    await noteReached(hostId, generation ?? undefined)
  }
}

function sendRound(hostId: string, due: readonly Due[], agent: Agent): Promise<number | null> {
  const weight = due.reduce((sum, domain) => sum + domain.weight, 0)
  if (due.length <= directDomainsMax && weight <= directWeightMax)
    return sendDomains(
      hostId,
      due.map(({ name }) => name),
      agent,
    )
  return sendStaged(hostId, partsOf(due), agent)
}

export function partsOf(due: readonly Due[]): string[][] {
  const parts: string[][] = []
  let weight = Number.POSITIVE_INFINITY
  for (const domain of due) {
    const last = parts.at(-1)
    if (!last || weight + domain.weight > partWeightMax || last.length >= partDomainsMax) {
      parts.push([domain.name])
      weight = domain.weight
    } else {
      last.push(domain.name)
      weight += domain.weight
    }
  }
  return parts
}
