// Hands a host what it shall hold and writes down, per domain, what came of it. A domain that the host refuses never stands in the way
// of the others: a batch that fails is halved until the culprit is alone. What fails for the whole host is thrown to the caller.
import { AppError } from '#lib/errors'
import { AgentFailure } from '#lib/host/agent-failure'
import type { Agent, Call } from '#lib/host/client'
import type { ApplyItem, ApplyOutcome } from '#lib/protocol/operations'
import type { DomainState } from '#lib/protocol/state'
import { type DesiredDomain, desiredDomains } from './desired-state'
import { confirmApplied, noteDrift, noteFailed } from './ledger'

/** One JSON line of about 2 MB at most, unless a single domain is larger. */
const partBytes = 2 * 1024 * 1024
/** Refusals that one domain of a batch may have caused. */
const perDomain = new Set(['invalid_request', 'stale', 'map_failed', 'internal'])

type Item = DesiredDomain & { parsed: DomainState; ifDigest: string | null }

/** The newest generation, or null when nothing was sent. */
export async function sendDomains(hostId: string, names: readonly string[], agent: Agent): Promise<number | null> {
  return sendItems(hostId, await readItems(hostId, names), agent.call)
}

/**
 * Many domains in one generation: staged in parts on a channel of their own, so that neither side ever holds all of it as one text.
 * When the whole is refused nothing was changed, and each part is sent for itself.
 */
export async function sendStaged(hostId: string, parts: readonly (readonly string[])[], agent: Agent): Promise<number | null> {
  try {
    return await agent.alone(async (call) => {
      const staged: Omit<Item, 'parsed'>[] = []
      for (const names of parts) {
        const items = await readItems(hostId, names)
        for (const lot of lots(items)) await call('stage', { domains: lot.map(wireItem) })
        staged.push(...items.map(({ parsed: _, ...item }) => item))
      }
      return confirm(hostId, staged, await call('apply', { domains: [], staged: true }))
    })
  } catch (error) {
    if (!(error instanceof AgentFailure) || !(perDomain.has(error.wire.code) || error.wire.code === 'drift')) throw error
  }
  let generation: number | null = null
  for (const names of parts) generation = (await sendDomains(hostId, names, agent)) ?? generation
  return generation
}

async function sendItems(hostId: string, items: Item[], call: Call, driftsSeen = 0): Promise<number | null> {
  if (items.length === 0) return null
  try {
    return await confirm(hostId, items, await call('apply', { domains: items.map(wireItem), staged: false }))
  } catch (error) {
    if (!(error instanceof AgentFailure)) throw error
    const { code, domains = [] } = error.wire
    // Another panel may apply all the time: give up looking after a few rounds, the job comes again.
    if (code === 'drift' && driftsSeen < 3)
      return sendItems(hostId, await withoutDrifted(hostId, items, domains, call), call, driftsSeen + 1)
    if (!perDomain.has(code)) throw error
    if (items.length > 1) return sendHalves(hostId, items, call)
    const [item] = items
    if (item) await noteFailed(hostId, item.name, item.revision, error.code, error.detail)
    return null
  }
}

async function sendHalves(hostId: string, items: Item[], call: Call): Promise<number | null> {
  const middle = Math.ceil(items.length / 2)
  const first = await sendItems(hostId, items.slice(0, middle), call)
  return (await sendItems(hostId, items.slice(middle), call)) ?? first
}

/**
 * The disk is not what the panel saw last. When it is what an agent wrote (another panel was faster, or the answer to an apply was
 * lost), that is no drift: go on from there. Otherwise another hand was there, and a person decides.
 */
async function withoutDrifted(hostId: string, items: Item[], reported: readonly { domain: string }[], call: Call): Promise<Item[]> {
  const names = new Set(reported.map(({ domain }) => domain))
  const asked = items.filter(({ name }) => names.has(name))
  if (asked.length === 0) throw new AppError('agent_protocol', { detail: 'drift of no domain that was sent' })
  const kept = items.filter(({ name }) => !names.has(name))
  for (const lot of lots(asked)) {
    const { domains: plans } = await call('plan', { domains: lot.map(({ parsed }) => parsed) })
    await noteDrift(
      hostId,
      plans.filter(({ drifted }) => drifted),
    )
    const ours = new Map(plans.filter(({ drifted }) => !drifted).map(({ domain, digest }) => [domain as string, digest]))
    for (const item of lot) {
      const ifDigest = ours.get(item.name)
      if (ifDigest !== undefined) kept.push({ ...item, ifDigest })
    }
  }
  return kept
}

async function readItems(hostId: string, names: readonly string[]): Promise<Item[]> {
  const items: Item[] = []
  for (const domain of await desiredDomains(hostId, names)) {
    try {
      items.push({ ...domain, parsed: domain.state(), ifDigest: domain.appliedDigest })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await noteFailed(hostId, domain.name, domain.revision, error.code, error.detail)
    }
  }
  return items
}

async function confirm(hostId: string, items: readonly Omit<Item, 'parsed'>[], outcome: ApplyOutcome): Promise<number> {
  const digests = new Map<string, string>(outcome.domains.map(({ domain, digest }) => [domain, digest]))
  const confirmed = items.flatMap(({ name, revision, livesHere }) => {
    const digest = digests.get(name)
    return digest === undefined ? [] : [{ name, revision, digest, livesHere }]
  })
  await confirmApplied(hostId, outcome.generation, confirmed)
  return outcome.generation
}

const wireItem = ({ parsed, hostRevision, ifDigest }: Item): ApplyItem => ({ state: parsed, revision: hostRevision, ifDigest })

function* lots(items: readonly Item[]): Generator<Item[]> {
  let lot: Item[] = []
  let bytes = 0
  for (const item of items) {
    const size = JSON.stringify(item.parsed).length
    if (lot.length > 0 && (bytes + size > partBytes || lot.length >= 1000)) {
      yield lot
      lot = []
      bytes = 0
    }
    lot.push(item)
    bytes += size
  }
  if (lot.length > 0) yield lot
}
