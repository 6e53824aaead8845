// NAME     queue-list - messages in Postfix's queue, those of them that are meant
// INPUT    filter; scope: whose domains, null: all; want: rows (so many, as they are found or the oldest), all ids, or groups by destination and reason
// OUTPUT   what was wanted, how many matched, whether everything was looked at
// WRITES   nothing
// ERRORS   queue_unreadable: postqueue(1) could not read the queue, or not all of it
// BUGS     postqueue(1) opens every message: some seconds for 100,000. Rows `as found` end with the last one, which takes no time. A message that
//          moves from one queue to another meanwhile is listed twice or not at all (showq(8)).
import { domainName } from '#lib/protocol/names'
import { idsMax, type QueuedMessage } from '#lib/protocol/queue'
import { QueueGroups } from '../queue/group-entries'
import { matcherOf, messageOf, whoseOf } from '../queue/match-entry'
import { readQueue } from '../queue/read-queue'
import type { Handler } from '../session'

export const queueList: Handler<'queue-list'> = async (_session, { filter, scope, want }, deadline) => {
  const matches = matcherOf(filter, Date.now())
  const whose = whoseOf(scope)
  const groups = new QueueGroups()
  const ids: string[] = []
  let rows: QueuedMessage[] = []
  const own = new Set<string>()
  let matched = 0
  const isOlder = (a: QueuedMessage, b: QueuedMessage) => a.arrivedAt.localeCompare(b.arrivedAt)
  const { complete, unreadable } = await readQueue(deadline.leftMs, (entry) => {
    if (!matches(entry)) return true
    const theirs = whose({ sender: entry.sender, recipients: entry.recipients })
    if (!theirs.seen || (want.kind === 'ids' && !theirs.actable)) return true
    matched++
    for (const name of theirs.own) own.add(name)
    if (want.kind !== 'rows') groups.add(entry, theirs)
    if (want.kind === 'ids') {
      ids.push(entry.queue_id)
      return ids.length < idsMax
    }
    if (want.kind === 'rows') {
      rows.push(messageOf(entry, theirs))
      if (want.order === 'found') return rows.length < want.limit
      // Sorted now and then, so that a large queue is not kept in memory.
      if (rows.length >= 4 * want.limit) rows = rows.sort(isOlder).slice(0, want.limit)
    }
    return true
  })
  if (want.kind === 'rows') rows = rows.sort(isOlder).slice(0, want.limit)
  return { matched, complete, unreadable, rows, ids, domains: [...own].map((name) => domainName.parse(name)), ...groups.told() }
}
