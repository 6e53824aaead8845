// The queue by destination and reason: reasons that differ only in addresses and numbers are one. What waits for many destinations is counted
// for each. Bounded: beyond that many groups the rest is counted together.
import { addressMax, groupsMax, type QueueGroup, reasonMax } from '#lib/protocol/queue'
import { domainOf, type Whose } from './match-entry'
import type { QueueEntry } from './read-queue'

type Group = Omit<QueueGroup, 'oldestAt'> & { oldest: number }
const keptMax = 20_000

export class QueueGroups {
  readonly #groups = new Map<string, Group>()
  readonly #beyond = new Set<string>()

  add(entry: QueueEntry, { told }: Whose) {
    const held = entry.queue_name === 'hold'
    const counted = new Set<string>()
    for (const { address, delay_reason = '' } of entry.recipients) {
      if (!told(address)) continue
      const destination = domainOf(address).slice(0, addressMax)
      const reason = held ? '' : delay_reason
      const key = JSON.stringify([held, destination, likeness(reason)])
      const group = this.#groups.get(key) ?? this.#make(key, { destination, reason, held }, entry.arrival_time)
      if (group === null) continue
      group.recipients++
      group.oldest = Math.min(group.oldest, entry.arrival_time)
      if (!counted.has(key)) group.messages++
      counted.add(key)
    }
  }

  #make(key: string, { destination, reason, held }: Pick<Group, 'destination' | 'reason' | 'held'>, oldest: number): Group | null {
    if (this.#groups.size >= keptMax) {
      this.#beyond.add(key.slice(0, 100))
      return null
    }
    const group = { destination, reason: reason.slice(0, reasonMax), held, messages: 0, recipients: 0, oldest }
    this.#groups.set(key, group)
    return group
  }

  /** The largest first. */
  told(): { groups: QueueGroup[]; moreGroups: number } {
    const all = [...this.#groups.values()].sort((a, b) => b.messages - a.messages)
    const groups = all.slice(0, groupsMax).map(({ oldest, ...group }) => ({ ...group, oldestAt: new Date(oldest * 1000).toISOString() }))
    return { groups, moreGroups: all.length - groups.length + this.#beyond.size }
  }
}

/** Without what is different for each message: addresses, numbers, ids. */
export const likeness = (reason: string): string =>
  reason
    .slice(0, 300)
    // qmgr(8) puts this before what the first message for a dead destination was told.
    .replace(/^delivery temporarily suspended: /, '')
    .replace(/<[^<>]*>|[^\s<>]+@[^\s<>]+/g, '@')
    .replace(/\[[0-9a-fA-F:.]+\]/g, '')
    .replace(/\b[0-9A-Za-z_-]*\d[0-9A-Za-z_-]*\b/g, '#')
