// The story of one message in one queue, as its events tell it; and of mail that never got in. Times are microseconds. Plain data.
import { groupBy } from '#lib/group-by'
import type { EventOf, Peer, Sasl } from './event'

/** How it came in: over SMTP, by sendmail(1), or made here (a bounce, a forward). */
export type Entry = { at: number; how: 'smtp' | 'local'; client: Peer; tls: EventOf<'tls'> | null; sasl: Sasl | null; uid: number | null }

export type Timed<Event> = Event & { at: number }

export type Fate =
  | 'waiting'
  | 'deferred'
  /** In a mailbox of this host, or in a program's hands. */
  | 'delivered'
  /** Another server has taken it. */
  | 'handed-over'
  | 'bounced'
  | 'expired'
  | 'refused'
  | 'held'
  /** Taken and thrown away on purpose: by a rule or an administrator. */
  | 'discarded'
  | 'deleted'
  /** Nothing was sent: Postfix only asked whether the address exists (verify(8)). */
  | 'probed'
  /** It left the queue, and the log does not say how. */
  | 'unknown'

export type RecipientStory = {
  address: string
  /** The alias or group that it was addressed to. */
  original: string | null
  attempts: Timed<EventOf<'delivery'>>[]
  refusals: Timed<EventOf<'decision'>>[]
  /** What Dovecot did with it. */
  filed: Timed<EventOf<'filed'>>[]
}

/** A joint to another story: `host` and `id` are null until that story was found. */
export type Joint = { why: 'next' | 'bounce'; host: string | null; queueId: string; id: string | null }

export type Story = {
  /** As its book names it. */
  id: string
  host: string
  /** null: it was never given one. */
  queueId: string | null
  messageId: string | null
  /** '' is the null sender of bounces. */
  sender: string | null
  size: number | null
  /** As the queue manager counts, after aliases have expanded. */
  recipientCount: number | null
  from: number
  to: number
  entry: Entry | null
  recipients: RecipientStory[]
  /** What filters and checks said of the whole message. */
  verdicts: Timed<EventOf<'scanned' | 'dkim' | 'dmarc' | 'decision'>>[]
  /** Servers that did not take it, lines that broke, before the next was tried. */
  troubles: Timed<
    EventOf<'remote-refused' | 'remote-lost' | 'connect-failed' | 'tls-failed' | 'remote-sign-in-failed' | 'problem' | 'milter-failed'>
  >[]
  actions: Timed<EventOf<'queue-action'>>[]
  before: Joint[]
  after: Joint[]
  expiredAt: number | null
  removedAt: number | null
  /** Names of the lines that tell it, as whoever keeps them calls them; the first `longestTale` of them. */
  lines: string[]
}

export const longestTale = 300

export const newStory = (id: string, host: string, queueId: string | null, at: number): Story => ({
  id,
  host,
  queueId,
  messageId: null,
  sender: null,
  size: null,
  recipientCount: null,
  from: at,
  to: at,
  entry: null,
  recipients: [],
  verdicts: [],
  troubles: [],
  actions: [],
  before: [],
  after: [],
  expiredAt: null,
  removedAt: null,
  lines: [],
})

// A message may have ten thousand recipients, each told of many times: found by address, not by looking through them all.
const fewRecipients = 8
const byAddress = new WeakMap<Story, Map<string, RecipientStory[]>>()

/** The recipient of that address, added when nobody has named it yet. The same address may have been reached by way of two aliases. */
export function recipientOf(story: Story, address: string, original: string | null): RecipientStory {
  const index = story.recipients.length > fewRecipients ? indexOf(story) : null
  const known = (index ? (index.get(address) ?? []) : story.recipients).find(
    (one) => one.address === address && (original === null || one.original === null || one.original === original),
  )
  if (known) {
    known.original ??= original
    return known
  }
  const recipient: RecipientStory = { address, original, attempts: [], refusals: [], filed: [] }
  story.recipients.push(recipient)
  if (index) index.set(address, [...(index.get(address) ?? []), recipient])
  return recipient
}

function indexOf(story: Story): Map<string, RecipientStory[]> {
  let index = byAddress.get(story)
  if (!index) {
    index = groupBy(story.recipients, ({ address }) => address)
    byAddress.set(story, index)
  }
  return index
}

/** What became of a message for one recipient, as far as is known. */
export function fateOf(story: Story, recipient: RecipientStory): Fate {
  const last = recipient.attempts.reduce<Timed<EventOf<'delivery'>> | null>(
    (newest, one) => (newest && newest.at > one.at ? newest : one),
    null,
  )
  if (last && last.status !== 'deferred') return settled(last, recipient)
  const refused = recipient.refusals.length > 0 || story.verdicts.some(isRefusal)
  if (refused && !last) return 'refused'
  if (story.verdicts.some(isDiscard)) return 'discarded'
  if (story.expiredAt !== null) return 'expired'
  const action = story.actions.reduce<Timed<EventOf<'queue-action'>> | null>(
    (newest, one) => (newest && newest.at > one.at ? newest : one),
    null,
  )
  if (action?.action === 'removed') return 'deleted'
  if (action?.action === 'placed on hold' || (action === null && story.verdicts.some(isHold))) return 'held'
  if (story.removedAt !== null) return 'unknown'
  return last ? 'deferred' : 'waiting'
}

function settled({ status, relay, agent }: EventOf<'delivery'>, recipient: RecipientStory): Fate {
  if (status === 'bounced') return 'bounced'
  if (status !== 'sent') return 'probed'
  if (agent === 'discard') return 'discarded'
  const inside = recipient.filed.length > 0 || relay.socket !== null || relay.address === null
  return inside ? 'delivered' : 'handed-over'
}

type Verdict = EventOf<'scanned' | 'dkim' | 'dmarc' | 'decision'>

export const isRefusal = (verdict: Verdict): boolean =>
  verdict.kind === 'decision' && (verdict.action === 'reject' || verdict.action === 'milter-reject' || verdict.action === 'proxy-reject')
export const isDiscard = (verdict: Verdict): boolean => verdict.kind === 'decision' && verdict.action.endsWith('discard')
const isHold = (verdict: Verdict): boolean => verdict.kind === 'decision' && verdict.action.endsWith('hold')
