// What one event adds to the story of its message.
import type { EventOf, LogEvent } from './event'
import { nobody } from './scan'
import { isDiscard, isRefusal, recipientOf, type Story, type Timed } from './story'

/** `tls` is that of the session in which the message was accepted. Deliveries and bounces are joints as well: see story-book.ts. */
export function tellStory(story: Story, event: LogEvent, at: number, tls: EventOf<'tls'> | null): void {
  switch (event.kind) {
    case 'accepted':
      story.entry = { at, how: 'smtp', client: event.client, tls, sasl: event.sasl, uid: null }
      return
    case 'picked-up':
      story.entry = { at, how: 'local', client: nobody, tls: null, sasl: null, uid: event.uid }
      story.sender ??= event.sender
      return
    case 'message-id':
      if (!event.resent) story.messageId = event.messageId
      return
    case 'queued':
      Object.assign(story, { sender: event.sender, size: event.size, recipientCount: event.recipients })
      return
    case 'expired':
      story.expiredAt = at
      return
    case 'removed':
      story.removedAt = at
      return
    case 'queue-action':
      story.actions.push({ ...event, at })
      if (event.action === 'removed') story.removedAt = at
      return
    case 'decision':
      decide(story, { ...event, at })
      return
    case 'scanned':
    case 'dkim':
    case 'dmarc':
      story.verdicts.push({ ...event, at })
      story.messageId ??= 'messageId' in event ? event.messageId : null
      return
    case 'remote-refused':
    case 'remote-lost':
    case 'connect-failed':
    case 'tls-failed':
    case 'remote-sign-in-failed':
    case 'problem':
    case 'milter-failed':
      story.troubles.push({ ...event, at })
  }
}

/** A refusal of one recipient is that recipient's; every other word is about the message. One that refuses it all is the end of it. */
function decide(story: Story, event: Timed<EventOf<'decision'>>): void {
  const { recipient, sender } = event.envelope
  story.sender ??= sender
  const of = recipient === null ? null : recipientOf(story, recipient, null)
  if (of && event.stage === 'RCPT' && isRefusal(event)) {
    of.refusals.push(event)
    return
  }
  story.verdicts.push(event)
  if (isRefusal(event) || (isDiscard(event) && event.stage !== 'RCPT' && event.stage !== 'MAIL')) story.removedAt = event.at
}

const early = new Set<LogEvent['kind']>(['message-id', 'queued', 'delivery'])

/** An entry begins a message. After the one before is gone, so does whatever a message that is gone cannot have: Postfix logs `removed` last. */
export function beginsAnew({ entry, removedAt }: Story, event: LogEvent, at: number): boolean {
  const gone = removedAt !== null && at > removedAt
  const begins = event.kind === 'accepted' || event.kind === 'picked-up'
  return begins && entry !== null ? at >= entry.at : gone && (begins || early.has(event.kind))
}
