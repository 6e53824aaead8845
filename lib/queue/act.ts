// What is done to messages of a queue. It is recorded first, that it was asked for, and then done: a host that dies in between leaves an entry
// of what was meant, never a deed without one. What a filter means is read as ids, and these are acted on in batches, so that progress is told
// and a message that comes in meanwhile is not touched.
import 'server-only'
import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { seesAll } from '#lib/auth/scope'
import { recordChange } from '#lib/changes/record'
import { agentFor } from '#lib/host/client'
import type { HostDoor } from '#lib/host/transport'
import { asOutcome, type Outcome } from '#lib/outcome'
import { tellProgress } from '#lib/progress'
import { actOutcome, type QueueAction, type QueueFilter, queueAction } from '#lib/protocol/queue'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { filterOf } from './list-queue'
import { plainText } from './plain-text'
import { queueScopeOf, requireQueueHost } from './queue-hosts'
import { type ActInput, type ActResult, actInput, type OutcomeCounts, type QueueSearch, queueSearch } from './schema'

const later = z.object({ hostId: z.uuid(), action: queueAction, filter: queueSearch, text: z.string().nullable() })
type Selection = z.output<typeof actInput>['selection']
export type Later = z.infer<typeof later>

/** Of one request to the host; each takes a second or two. */
const batch: Record<QueueAction, number> = { hold: 1000, release: 1000, requeue: 1000, delete: 1000, retry: 200, bounce: 25 }
/** More than these, of a filter, are done by a task. */
const atOnceMax: Record<QueueAction, number> = { hold: 1000, release: 1000, requeue: 500, delete: 1000, retry: 200, bounce: 25 }
const toldMax = 1000
const namedMax = 50

export type Measured = { count: number; destinations: { destination: string; messages: number }[] }

/** How many of those that the filter means may be acted on by this person, and for whom they are. */
export async function measureQueue(actor: Actor, host: string, search: QueueSearch): Promise<Measured> {
  requirePermission(actor, 'queue.write')
  const { ids, groups } = await selected(actor, await requireQueueHost(actor, host), filterOf(search))
  const sums = new Map<string, number>()
  for (const { destination, messages } of groups) sums.set(destination, (sums.get(destination) ?? 0) + messages)
  const destinations = [...sums].map(([destination, messages]) => ({ destination: plainText(destination), messages }))
  return { count: ids.length, destinations: destinations.sort((a, b) => b.messages - a.messages) }
}

/** `later`: only asked for now, and done by a task when there are so many that nobody should wait before a button. */
export function actOnQueue(actor: Actor, host: string, input: ActInput): Promise<Outcome<ActResult | { later: Later }>> {
  return asOutcome<ActResult | { later: Later }>(async () => {
    requirePermission(actor, 'queue.write')
    const { action, selection, text = null } = requireValid(actInput, input)
    const door = await requireQueueHost(actor, host)
    const { ids, domains } = await meantBy(actor, door, selection)
    const meant = 'expected' in selection ? selection.expected : undefined
    // More than were shown are not what was agreed to; fewer have left by themselves. A queue moves, so a few more are none.
    if (meant !== undefined && ids.length > meant + Math.ceil(meant / 10)) deny('queue_grew', null, { count: ids.length, expected: meant })
    const filter = 'filter' in selection ? selection.filter : null
    const { revision } = await recordChange(actor, 'queue.write', async () => ({
      value: null,
      entries:
        ids.length === 0 ? [] : entriesOf(door, domains, action, { messages: ids.length, ids: ids.slice(0, namedMax), filter, text }),
      domains: [],
    }))
    if (filter && ids.length > atOnceMax[action]) return { value: { later: { hostId: door.id, action, filter, text } }, revision }
    const { others: _, ...result } = await actOnIds(actor, door, ids, { action, text })
    return { value: result, revision }
  })
}

/** `others`: what was not done to, the first thousand of them. */
type Others = ActResult['outcomes']
export type QueueTaskResult = { matched: number; changed: number; outcomes: { counts: OutcomeCounts; others: Others } }

/** The deed of a task whose asking is recorded already. What came of it is recorded behind it, and ends the task. */
export function runQueueAct(actor: Actor, given: string): Promise<Outcome<QueueTaskResult>> {
  return asOutcome(async () => {
    requirePermission(actor, 'queue.write')
    const { hostId, action, filter, text } = later.parse(JSON.parse(given))
    const door = await requireQueueHost(actor, hostId)
    await tellProgress('checking', 0, 0)
    const { ids, domains } = await selected(actor, door, filterOf(filter))
    const { matched, changed, counts, others } = await actOnIds(actor, door, ids, { action, text })
    return recordChange(actor, 'queue.write', async () => ({
      value: { matched, changed, outcomes: { counts, others } },
      entries: entriesOf(door, domains, action, { messages: matched, outcomes: JSON.stringify(counts), filter, text: null }),
      domains: [],
    }))
  })
}

type Told = { messages: number; ids?: string[]; outcomes?: string; filter: QueueSearch | null; text: string | null }

/** Of somebody who has some domains only: an entry for each of theirs that is concerned, so that all who see it may. */
function entriesOf(door: HostDoor, domains: readonly string[], action: QueueAction, { filter, text, ...told }: Told) {
  const entry = {
    action: `queue.${action}`,
    subjectKind: 'queue',
    subjectId: null,
    subjectName: door.name,
    hostId: door.id,
    after: { ...told, ...(filter && { filter: JSON.stringify(filter) }), ...(text && { text }) },
  }
  return domains.length === 0 ? [entry] : domains.map((domainName) => ({ ...entry, domainName }))
}

async function actOnIds(
  actor: Actor,
  door: HostDoor,
  ids: readonly string[],
  act: { action: QueueAction; text: string | null },
): Promise<ActResult & { others: Others }> {
  const scope = await queueScopeOf(actor)
  const counts: OutcomeCounts = { done: 0, gone: 0, foreign: 0, unanswerable: 0, failed: 0 }
  const outcomes: ActResult['outcomes'] = []
  const others: Others = []
  const size = batch[act.action]
  await agentFor(door).alone(async (call) => {
    for (let from = 0; from < ids.length; from += size) {
      await tellProgress('saving', from, ids.length)
      const part = ids.slice(from, from + size)
      const told = await call('queue-act', { ...act, ids: part, scope })
      for (const [index, id] of part.entries()) {
        const outcome = actOutcome.parse(told.outcomes[index] ?? 'failed')
        counts[outcome]++
        if (outcomes.length < toldMax) outcomes.push({ id, outcome })
        if (outcome !== 'done' && others.length < toldMax) others.push({ id, outcome })
      }
    }
  })
  return { matched: ids.length, changed: counts.done, counts, outcomes, others }
}

/** Named messages are taken by their names, which the agent checks; of whose they are is asked for those who may not act on all. */
async function meantBy(actor: Actor, door: HostDoor, selection: Selection): Promise<{ ids: string[]; domains: string[] }> {
  if ('filter' in selection) return selected(actor, door, filterOf(selection.filter))
  const ids = [...new Set(selection.ids)]
  return seesAll(actor) ? { ids, domains: [] } : selected(actor, door, { ids })
}

async function selected(actor: Actor, door: HostDoor, filter: QueueFilter) {
  const scope = await queueScopeOf(actor)
  return agentFor(door).alone((call) => call('queue-list', { filter, scope, want: { kind: 'ids' } }))
}
