// Which messages are meant, and whose they are. Pure.
import { addressMax, type QueuedMessage, type QueueFilter, type QueueScope, reasonMax } from '#lib/protocol/queue'
import type { QueueEntry } from './read-queue'

const recipientsShownMax = 20

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

type Named = { sender: string; recipients: readonly { address: string }[] }
export type Whose = {
  seen: boolean
  actable: boolean
  told: (address: string) => boolean /** Own domains that are concerned. */
  own: string[]
}

/** A scope, made ready to be asked for many messages. */
export function whoseOf(scope: QueueScope): (message: Named) => Whose {
  if (scope === null) return () => ({ seen: true, actable: true, told: () => true, own: [] })
  const own = new Set<string>(scope.own)
  const others = new Set<string>(scope.others)
  return ({ sender, recipients }) => {
    const domains = recipients.map(({ address }) => domainOf(address))
    const from = domainOf(sender)
    const sent = own.has(from)
    const concernsOthers = others.has(from) || domains.some((domain) => others.has(domain))
    return {
      seen: sent || domains.some((domain) => own.has(domain)),
      actable: !concernsOthers && (sent || (domains.length > 0 && domains.every((domain) => own.has(domain)))),
      // Whom else a stranger wrote to is not for them.
      own: [from, ...domains].filter((name) => own.has(name)),
      told: (address) => sent || own.has(domainOf(address)),
    }
  }
}

/** A filter, made ready likewise. */
export function matcherOf(filter: QueueFilter, nowMs: number): (entry: QueueEntry) => boolean {
  const small = (text: string | undefined) => text?.toLowerCase()
  const [sender, recipient, domain, destination, reason, anywhere] = [
    small(filter.sender),
    small(filter.recipient),
    small(filter.domain),
    small(filter.destination),
    small(filter.reason),
    small(filter.anywhere),
  ]
  const now = Math.floor(nowMs / 1000)
  const ids = filter.ids && new Set(filter.ids)
  return (entry) => {
    const age = now - entry.arrival_time
    const some = (is: (one: QueueEntry['recipients'][number]) => boolean) => entry.recipients.some(is)
    return (
      (ids === undefined || ids.has(entry.queue_id)) &&
      (filter.queues === undefined || filter.queues.includes(entry.queue_name)) &&
      (filter.nullSender === undefined || (nullSenderIn(entry.sender) === '') === filter.nullSender) &&
      (sender === undefined || entry.sender.toLowerCase().includes(sender)) &&
      (recipient === undefined || some(({ address }) => address.toLowerCase().includes(recipient))) &&
      (domain === undefined || domainOf(entry.sender) === domain || some(({ address }) => domainOf(address) === domain)) &&
      (destination === undefined || some(({ address }) => domainOf(address) === destination)) &&
      (reason === undefined || some(({ delay_reason = '' }) => delay_reason.toLowerCase().includes(reason))) &&
      (anywhere === undefined || textsOf(entry).some((text) => text.toLowerCase().includes(anywhere))) &&
      (filter.olderThanSeconds === undefined || age >= filter.olderThanSeconds) &&
      (filter.youngerThanSeconds === undefined || age < filter.youngerThanSeconds)
    )
  }
}

const textsOf = ({ queue_id, sender, recipients }: QueueEntry): string[] => [
  queue_id,
  sender,
  ...recipients.flatMap(({ address, delay_reason = '' }) => [address, delay_reason]),
]

/** postqueue(1) shows the empty sender as the name of the mailer daemon. */
const nullSenderIn = (sender: string) => (sender === 'MAILER-DAEMON' ? '' : sender)

export function messageOf(entry: QueueEntry, { actable, told }: Whose): QueuedMessage {
  const shown = entry.recipients.filter(({ address }) => told(address)).slice(0, recipientsShownMax)
  return {
    id: entry.queue_id,
    queue: entry.queue_name,
    arrivedAt: new Date(entry.arrival_time * 1000).toISOString(),
    bytes: entry.message_size,
    sender: nullSenderIn(entry.sender).slice(0, addressMax),
    recipients: shown.map(({ address, delay_reason }) => ({
      address: address.slice(0, addressMax),
      reason: delay_reason?.slice(0, reasonMax) ?? null,
    })),
    hidden: entry.recipients.length - shown.length,
    actable,
  }
}
