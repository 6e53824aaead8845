// What is done to messages of a queue. It is recorded first, that it was asked for, and then done: a host that dies in between leaves an entry
// of what was meant, never a deed without one. What a filter means is read as ids, and these are acted on in batches, so that progress is told
// and a message that comes in meanwhile is not touched.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { recordChange } from '#lib/changes/record'
import { agentFor } from '#lib/host/client'
import type { HostDoor } from '#lib/host/transport'
import { asOutcome, type Outcome } from '#lib/outcome'
import { tellProgress } from '#lib/progress'
import { actOutcome, type QueueAction } from '#lib/protocol/queue'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { filterOf } from './list-queue'
import { queueScopeOf, requireQueueHost } from './queue-hosts'
import { type ActInput, type ActResult, actInput, type OutcomeCounts, type QueueSearch } from './schema'

/** Of one request to the host; each takes a second or two. */
const batch: Record<QueueAction, number> = { hold: 1000, release: 1000, requeue: 1000, delete: 1000, retry: 200, bounce: 25 }
const toldMax = 1000
const namedMax = 50

/** How many of those that the filter means may be acted on by this person. */
export async function measureQueue(actor: Actor, host: string, search: QueueSearch): Promise<number> {
  requirePermission(actor, 'queue.write')
  return (await idsOf(actor, await requireQueueHost(actor, host), search)).length
}

export function actOnQueue(actor: Actor, host: string, input: ActInput): Promise<Outcome<ActResult>> {
  return asOutcome(async () => {
    requirePermission(actor, 'queue.write')
    const { action, selection, text } = requireValid(actInput, input)
    const door = await requireQueueHost(actor, host)
    await tellProgress('checking', 0, 0)
    const ids = 'ids' in selection ? [...new Set(selection.ids)] : await idsOf(actor, door, selection.filter)
    const meant = 'expected' in selection ? selection.expected : undefined
    // More than were shown are not what was agreed to; fewer have left by themselves.
    if (meant !== undefined && ids.length > meant + Math.ceil(meant / 10)) deny('queue_grew', null, { count: ids.length, expected: meant })
    const filter = 'filter' in selection ? selection.filter : null
    const { revision } = await recordChange(actor, 'queue.write', async () => ({
      value: null,
      entries: [
        {
          action: `queue.${action}`,
          subjectKind: 'queue',
          subjectId: null,
          subjectName: door.name,
          hostId: door.id,
          after: { messages: ids.length, ids: ids.slice(0, namedMax), ...(filter && { filter: JSON.stringify(filter) }), ...(text && { text }) },
        },
      ],
      domains: [],
    }))
    return { value: await actOnIds(actor, door, ids, { action, text: text ?? null }), revision }
  })
}

async function actOnIds(actor: Actor, door: HostDoor, ids: readonly string[], act: { action: QueueAction; text: string | null }): Promise<ActResult> {
  const scope = await queueScopeOf(actor)
  const counts: OutcomeCounts = { done: 0, gone: 0, foreign: 0, unanswerable: 0, failed: 0 }
  const outcomes: ActResult['outcomes'] = []
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
      }
    }
  })
  return { matched: ids.length, changed: counts.done, counts, outcomes }
}

async function idsOf(actor: Actor, door: HostDoor, search: QueueSearch): Promise<string[]> {
  const scope = await queueScopeOf(actor)
  return (await agentFor(door).alone((call) => call('queue-list', { filter: filterOf(search), scope, want: { kind: 'ids' } }))).ids
}
