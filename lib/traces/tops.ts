// Who sent and received most: mailboxes of ours by their address, and other people's domains that our mail went to. By the hour for the habits
// of a mailbox (lib/containment), by the day for the dashboards.
import type { LogEvent } from '#lib/logs/event'
import type { Story } from '#lib/logs/story'
import { domainPart, isProved } from './story-keys'

export type TopRole = 'sender' | 'recipient' | 'destination'
/** `domain`: of the sender or recipient; of a destination that of the sender. */
export type Top = { role: TopRole; domain: string; name: string }

/** What one delivery adds. A sender counts as often as the message has recipients, also for those who were refused elsewhere. */
export function topsOf(event: LogEvent, story: Story | null): Top[] {
  if (event.kind !== 'delivery' || (event.status !== 'sent' && event.status !== 'bounced')) return []
  const { relay, recipient, nextQueueId } = event
  // On the way through a filter of the host itself.
  if (nextQueueId !== null && (relay.address === '::1' || relay.address?.startsWith('127.'))) return []
  const inside = relay.socket !== null || relay.address === null
  const sender = story && isProved(story) ? (story.entry?.sasl?.user ?? story.sender) : null
  const from = sender?.includes('@') ? domainPart(sender) : ''
  const received = inside && event.status === 'sent' && recipient !== null
  const found: Top[] = [
    ...(sender && from !== '' ? [{ role: 'sender', domain: from, name: sender.toLowerCase() } as const] : []),
    ...(received ? [{ role: 'recipient', domain: domainPart(recipient), name: recipient.toLowerCase() } as const] : []),
    ...(!inside && recipient ? [{ role: 'destination', domain: from, name: domainPart(recipient) } as const] : []),
  ]
  return found.filter(({ name }) => name.length <= 320)
}
