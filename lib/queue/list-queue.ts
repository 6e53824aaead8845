// Messages of a host's queue, read there and then. A long list is cut: the first that are found, and how many there are says the counting of the
// directories; a short one is read whole and sorted.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { agentFor } from '#lib/host/client'
import { adviseOn } from '#lib/logs/advice/advice'
import { parseReply } from '#lib/logs/reply'
import type { QueuedMessage, QueueFilter } from '#lib/protocol/queue'
import { requireValid } from '#lib/valid'
import { plainText } from './plain-text'
import { queueScopeOf, requireQueueHost } from './queue-hosts'
import { type QueueListView, type QueueRow, type QueueSearch, queueSearch } from './schema'

const ages = { '5m': 300, '1h': 3600, '6h': 21_600, '1d': 86_400, '3d': 259_200 } as const
export const rowsShown = 200

type Wanted = { limit?: number /** The oldest first: every message is read for it. */; oldest?: boolean }

export async function listQueue(
  actor: Actor,
  host: string,
  search: QueueSearch,
  { limit = rowsShown, oldest = false }: Wanted = {},
): Promise<QueueListView> {
  const door = await requireQueueHost(actor, host)
  const scope = await queueScopeOf(actor)
  const want = { kind: 'rows', limit, order: oldest ? 'oldest' : 'found' } as const
  // On a channel of its own: a large queue takes seconds, and others do not wait behind it.
  const found = await agentFor(door).alone((call) => call('queue-list', { filter: filterOf(search), scope, want }))
  const { matched, complete, unreadable, rows } = found
  return { host: door.name, matched, complete, unreadable, rows: rows.map(rowOf) }
}

export function filterOf(search: QueueSearch): QueueFilter {
  const { search: words, queue, age, sender, recipient, domain, destination, reason } = requireValid(queueSearch, search)
  const text = words === '' ? undefined : words
  return {
    ...(queue && { queues: [queue] }),
    ...(age && { olderThanSeconds: ages[age] }),
    ...(sender && { sender }),
    ...(recipient && { recipient }),
    ...(domain && { domain }),
    ...(destination && { destination }),
    ...(reason && { reason }),
    ...(text && { anywhere: text }),
  }
}

export function rowOf(message: QueuedMessage): QueueRow {
  const { recipients, sender, ...rest } = message
  return {
    ...rest,
    sender: plainText(sender),
    recipients: recipients.map(({ address, reason }) => ({
      address: plainText(address),
      reason: reason === null ? null : plainText(reason),
    })),
    cause: causeOf(recipients.find(({ reason }) => reason !== null)?.reason ?? ''),
  }
}

/** smtp(8) says before the words of a server whose they are; qmgr(8) that it waits because of them. */
const saidBy = /^host (\S+?)\[[^\]]*\] (?:said|refused to talk to me): (.*)$/s

/** What the advice calls it; empty where it knows no rule for the words. */
export function causeOf(reason: string): string {
  if (reason === '') return ''
  const own = reason.replace(/^delivery temporarily suspended: /, '')
  const [, relayName = null, said = own] = saidBy.exec(own) ?? []
  const { enhanced, code } = parseReply(said)
  return adviseOn({ text: said, enhanced, code, relayName }).code ?? ''
}
