// Lines and how often a metrics exporter counts what in them (kumina/postfix_exporter).
import type { LogEvent } from '#lib/logs/event'
import { readEvent } from '#lib/logs/read-event'
import { type Case, type Corpus, differs, unscored, verdictOf } from '../corpus'
import { whenever } from '../log-context'

const counters: Record<string, (event: LogEvent, part: string | null) => boolean> = {
  removedCount: ({ kind }) => kind === 'removed',
  expiredCount: ({ kind }) => kind === 'expired',
  saslFailedCount: (event) => event.kind === 'sign-in-failed',
  outgoingTLS: (event) => event.kind === 'tls' && event.side === 'client',
  smtpdMessagesProcessed: ({ kind }) => kind === 'accepted',
  smtpMessagesProcessed: (event, part) => event.kind === 'delivery' && part === 'smtp',
  bounceNonDelivery: (event) => event.kind === 'bounce' && event.about === 'non-delivery',
  virtualDelivered: (event) => event.kind === 'delivery' && event.agent === 'virtual' && event.status === 'sent',
}

export const logKumina: Corpus = {
  name: 'log-kumina',
  judge(given: Case) {
    if (!given.log) return unscored('output of postqueue, which the product reads as JSON')
    const events = (given.log as string[]).map((line) => readEvent(line, whenever))
    return verdictOf(
      Object.entries(given.expected_counts as Record<string, number>).map(([name, expected]) => {
        const counts = counters[name]
        if (!counts) return `no counter ${name}`
        return differs(name, events.filter(({ event, line }) => counts(event, line.part)).length, expected)
      }),
    )
  },
}
