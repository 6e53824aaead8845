import type { QueueCount, QueueName } from '#lib/queue/schema'

export type QueueKind = 'moving' | 'deferred' | 'hold' | 'corrupt'

/** What a queue of Postfix is to people. */
export const queueTone: Record<QueueName, QueueKind> = {
  maildrop: 'moving',
  incoming: 'moving',
  active: 'moving',
  deferred: 'deferred',
  hold: 'hold',
  corrupt: 'corrupt',
}

export const messagesIn = (counts: readonly QueueCount[], kind?: QueueKind): number =>
  counts.filter(({ queue }) => kind === undefined || queueTone[queue] === kind).reduce((sum, { messages }) => sum + messages, 0)
