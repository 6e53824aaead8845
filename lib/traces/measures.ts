// What is counted, per minute, hour and day, by host and domain. Every line counts at most once, whatever its story becomes. Of a domain is
// what its own people sent and received; of the host (domain '') everything.
import { adviseOnDecision } from '#lib/logs/advice/advice'
import type { LogEvent } from '#lib/logs/event'
import { isRefusal, type Story } from '#lib/logs/story'
import { domainPart, isProved } from './story-keys'

/** Upper ends in seconds of the histogram `delay:<seconds>`; what took longer is `delay:more`. */
export const delayBounds = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400] as const

/** `rejected` has its reason behind it: `rejected:unknown-recipient`. */
export const measures = [
  'received',
  'sent',
  'deferred',
  'bounced',
  'rejected',
  'spam',
  'virus',
  'connection',
  'connection-tls',
  'sign-in',
  'sign-in-failed',
  'delay',
] as const
export type Measure = (typeof measures)[number]

export type Counted = { measure: string; domains: string[] }

/** `story`: that of the event's message, where it has one. */
export function countsOf(event: LogEvent, story: Story | null): Counted[] {
  switch (event.kind) {
    case 'delivery':
      return deliveryCounts(event, story)
    case 'decision': {
      if (!isRefusal(event)) return []
      const reason = adviseOnDecision(event, story).code ?? 'other'
      return [{ measure: `rejected:${reason}`, domains: domainsOf([event.envelope.recipient]) }]
    }
    case 'rate-limited':
      return [{ measure: 'rejected:rate-limited', domains: [] }]
    case 'scanned':
      return scanCounts(event)
    case 'virus':
      return [{ measure: 'virus', domains: [] }]
    case 'connect':
      return [{ measure: 'connection', domains: [] }]
    case 'tls':
      return event.side === 'server' ? [{ measure: 'connection-tls', domains: [] }] : []
    case 'sign-in':
      return event.service === 'ssh' ? [] : [{ measure: 'sign-in', domains: domainsOf([event.user]) }]
    case 'accepted':
      return event.sasl?.user ? [{ measure: 'sign-in', domains: domainsOf([event.sasl.user]) }] : []
    case 'sign-in-failed':
      return event.service === 'ssh' ? [] : [{ measure: 'sign-in-failed', domains: domainsOf([event.user]) }]
    default:
      return []
  }
}

function deliveryCounts(event: Extract<LogEvent, { kind: 'delivery' }>, story: Story | null): Counted[] {
  const { status, relay, recipient, originalRecipient, delay } = event
  // A filter on the host itself is on the way, and no end of it.
  if (event.nextQueueId !== null && isLoopback(relay.address)) return []
  const senders = story && isProved(story) ? domainsOf([story.sender, story.entry?.sasl?.user ?? null]) : []
  const recipients = domainsOf([recipient, originalRecipient])
  if (status === 'deferred') return [{ measure: 'deferred', domains: [...senders, ...recipients] }]
  if (status === 'bounced') return [{ measure: 'bounced', domains: [...senders, ...recipients] }]
  if (status !== 'sent') return []
  const inside = relay.socket !== null || relay.address === null
  const domains = inside ? recipients : senders
  const bound = delay === null ? null : (delayBounds.find((one) => delay <= one) ?? 'more')
  return [{ measure: inside ? 'received' : 'sent', domains }, ...(bound === null ? [] : [{ measure: `delay:${bound}`, domains }])]
}

function scanCounts({ action, recipients, virus }: Extract<LogEvent, { kind: 'scanned' }>): Counted[] {
  const domains = domainsOf(recipients)
  if (virus !== null) return [{ measure: 'virus', domains }]
  const spam = ['add header', 'rewrite subject', 'reject', 'spam', 'quarantine'].includes(action.toLowerCase())
  return spam ? [{ measure: 'spam', domains }] : []
}

const isLoopback = (address: string | null): boolean => address === '::1' || (address?.startsWith('127.') ?? false)

const domainsOf = (addresses: readonly (string | null)[]): string[] => [
  ...new Set(addresses.filter((address) => address?.includes('@')).map((address) => domainPart(address as string))),
]
