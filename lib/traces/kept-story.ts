// A story as its row keeps it, and back. What the row says beside it (its id, its host), what stands there twice and what says nothing is left
// out: nine in ten stories are one delivery, and half of their text would be names of empty fields. `restoreStory(keepStory(story))` is the
// story; a test holds it for all that the parsers know.

import { parseReply, parseStatus, statusText } from '#lib/logs/reply'
import { nobody, nowhere } from '#lib/logs/scan'
import { newStory, type RecipientStory, type Story } from '#lib/logs/story'

type Attempt = RecipientStory['attempts'][number]
type Refusal = RecipientStory['refusals'][number]
type Entry = NonNullable<Story['entry']>

/** Nothing is said by what JSON leaves out. */
const said = <Value>(value: Value | null): Value | undefined => value ?? undefined
const some = <Value>(values: readonly Value[]): readonly Value[] | undefined => (values.length === 0 ? undefined : values)

export function keepStory(story: Story): string {
  const { queueId, messageId, sender, size, recipientCount, from, to, entry, recipients, lines } = story
  return JSON.stringify({
    queueId: said(queueId),
    messageId: said(messageId),
    sender: said(sender),
    size: said(size),
    recipientCount: said(recipientCount),
    from,
    to,
    entry: entry === null ? undefined : keptEntry(entry),
    recipients: some(recipients.map((recipient) => keptRecipient(story, recipient))),
    verdicts: some(story.verdicts),
    troubles: some(story.troubles),
    actions: some(story.actions),
    before: some(story.before),
    after: some(story.after),
    expiredAt: said(story.expiredAt),
    removedAt: said(story.removedAt),
    lines: lines.length === 0 ? undefined : lines.join(' '),
  })
}

const keptPeer = ({ name, address, port }: Entry['client']) => ({ name: said(name), address: said(address), port: said(port) })

function keptEntry({ at, how, client, tls, sasl, uid }: Entry) {
  return { at, how, client: keptPeer(client), tls: said(tls), sasl: said(sasl), uid: said(uid) }
}

function keptRecipient(story: Story, { address, original, attempts, refusals, filed }: RecipientStory) {
  return {
    address,
    original: said(original),
    attempts: some(attempts.map((attempt) => keptAttempt(story, address, attempt))),
    refusals: some(refusals.map(keptRefusal)),
    filed: some(filed),
  }
}

function keptAttempt(story: Story, address: string, attempt: Attempt) {
  const { queueId, recipient, relay, delays, dsn, reply, reason } = attempt
  return {
    at: attempt.at,
    status: attempt.status,
    reason,
    queueId: queueId === story.queueId ? undefined : queueId,
    agent: said(attempt.agent),
    recipient: recipient === address ? undefined : recipient,
    originalRecipient: said(attempt.originalRecipient),
    relay: { name: said(relay.name), address: said(relay.address), port: said(relay.port), socket: said(relay.socket) },
    delay: said(attempt.delay),
    delays: delays === null ? undefined : [delays.beforeQueue, delays.inQueue, delays.connecting, delays.transmitting],
    dsn: dsn === null ? undefined : statusText(dsn),
    // A reply is what its text says. `true`: the reason is the reply.
    reply: reply === null ? undefined : reply.text === reason || reply.text,
    stage: said(attempt.stage),
    nextQueueId: said(attempt.nextQueueId),
    nextSession: said(attempt.nextSession),
    connectionUse: said(attempt.connectionUse),
    tls: said(attempt.tls),
  }
}

function keptRefusal({ kind: _, client, reply, envelope, ...refusal }: Refusal) {
  const { sender, recipient, protocol, helo, tls, sasl } = envelope
  return {
    ...refusal,
    queueId: said(refusal.queueId),
    subject: said(refusal.subject),
    client: keptPeer(client),
    reply: reply === null ? undefined : reply.text === refusal.reason || reply.text,
    envelope: {
      sender: said(sender),
      recipient: said(recipient),
      protocol: said(protocol),
      helo: said(helo),
      tls: said(tls),
      sasl: said(sasl),
    },
  }
}

type Row = { id: string; hostId: string; story: unknown }
type Kept<Whole> = { [Name in keyof Whole]?: Whole[Name] }
type KeptRecipient = {
  address: string
  original?: string
  attempts?: (Kept<Omit<Attempt, 'reply' | 'delays' | 'dsn'>> & {
    reason: string
    reply?: true | string
    delays?: number[]
    dsn?: string
  })[]
  refusals?: (Kept<Omit<Refusal, 'reply'>> & { reason: string; reply?: true | string })[]
  filed?: RecipientStory['filed']
}
type KeptStory = Kept<Omit<Story, 'entry' | 'recipients' | 'lines'>> & { entry?: Kept<Entry>; recipients?: KeptRecipient[]; lines?: string }

export function restoreStory({ id, hostId, story }: Row): Story {
  const { entry, recipients = [], lines, ...kept } = story as KeptStory
  // Of a panel from before there was a short form: it is whole.
  if (Array.isArray(lines)) return { ...(story as Story), id, host: hostId }
  const whole: Story = { ...newStory(id, hostId, null, 0), ...kept, lines: lines?.split(' ') ?? [] }
  if (entry) whole.entry = restoredEntry(entry)
  whole.recipients = recipients.map((recipient) => restoredRecipient(whole, recipient))
  return whole
}

const restoredEntry = ({ client, ...entry }: Kept<Entry>): Entry =>
  ({ tls: null, sasl: null, uid: null, ...entry, client: { ...nobody, ...client } }) as Entry

const restoredReply = (reply: true | string | undefined, reason: string) =>
  reply === undefined ? null : parseReply(reply === true ? reason : reply)

function restoredRecipient(story: Story, { address, original, attempts = [], refusals = [], filed = [] }: KeptRecipient): RecipientStory {
  return {
    address,
    original: original ?? null,
    attempts: attempts.map(({ relay, delays, dsn, reply, ...attempt }) => {
      const [beforeQueue = 0, inQueue = 0, connecting = 0, transmitting = 0] = delays ?? []
      return {
        kind: 'delivery',
        queueId: story.queueId ?? '',
        agent: null,
        recipient: address,
        originalRecipient: null,
        delay: null,
        stage: null,
        nextQueueId: null,
        nextSession: null,
        connectionUse: null,
        tls: null,
        ...attempt,
        relay: { ...nowhere, ...relay },
        delays: delays ? { beforeQueue, inQueue, connecting, transmitting } : null,
        dsn: dsn ? parseStatus(dsn) : null,
        reply: restoredReply(reply, attempt.reason),
      } as Attempt
    }),
    refusals: refusals.map(
      ({ client, envelope, reply, ...refusal }) =>
        ({
          kind: 'decision',
          queueId: null,
          subject: null,
          ...refusal,
          client: { ...nobody, ...client },
          envelope: { sender: null, recipient: null, protocol: null, helo: null, tls: null, sasl: null, ...envelope },
          reply: restoredReply(reply, refusal.reason),
        }) as Refusal,
    ),
    filed,
  }
}
