// A story as a list of what happened, in the order of time, without what belongs to others.

import type { EventOf, Peer, Relay } from '#lib/logs/event'
import { isRefusal, type Story, type Timed } from '#lib/logs/story'
import type { Moment, TimedMoment } from './schema'
import type { Seen } from './seen-by'

const symbolsMax = 8
const momentsMax = 400

export function momentsOf(story: Story, seen: Seen): TimedMoment[] {
  const told: { at: number; what: Moment }[] = []
  const tell = (at: number, what: Moment) => told.push({ at, what })
  const { entry } = story
  if (entry?.how === 'smtp') {
    const tls = entry.tls && `${entry.tls.protocol} · ${entry.tls.cipher}`
    tell(entry.at, { kind: 'arrived', client: peerOf(entry.client), tls, user: seen.sender ? (entry.sasl?.user ?? null) : null })
  } else if (entry) tell(entry.at, { kind: 'written', uid: entry.uid })
  for (const verdict of story.verdicts) {
    const what = verdictOf(verdict, seen)
    if (what) tell(verdict.at, what)
  }
  for (const recipient of seen.recipients) {
    const shown = shownAddress(recipient.address, recipient.original, seen)
    for (const one of recipient.refusals) tell(one.at, decided(one, shown))
    for (const one of recipient.attempts) tell(one.at, attempt(one, shown))
    for (const one of recipient.filed)
      tell(one.at, { kind: 'filed', user: seen.expansions ? one.user : shown, action: one.action, folder: one.folder, to: one.to })
  }
  // What a server said of the message before the next was tried may name any of its recipients.
  if (seen.whole)
    for (const trouble of story.troubles)
      tell(trouble.at, { kind: 'trouble', relay: relayOfTrouble(trouble), words: wordsOfTrouble(trouble) })
  for (const { at, action } of story.actions) tell(at, { kind: 'queue', action })
  if (story.expiredAt !== null) tell(story.expiredAt, { kind: 'expired' })
  if (story.removedAt !== null && !story.verdicts.some(isRefusal)) tell(story.removedAt, { kind: 'removed' })
  return told
    .toSorted((one, other) => one.at - other.at)
    .slice(0, momentsMax)
    .map(({ at, what }) => ({ at: new Date(at / 1000).toISOString(), what }))
}

/** The alias stands for whoever is behind it where they may not be named. */
export const shownAddress = (address: string, original: string | null, { expansions }: Pick<Seen, 'expansions'>): string =>
  expansions ? address : (original ?? address)

export const relayName = ({ name, address, socket }: Relay): string | null => name ?? address ?? socket

const peerOf = ({ name, address }: Peer) => ({ name, address })

function verdictOf(verdict: Story['verdicts'][number], seen: Seen): Moment | null {
  switch (verdict.kind) {
    case 'scanned': {
      const symbols = verdict.symbols.slice(0, symbolsMax).map(({ name, score }) => ({ name, score }))
      const { action, score, limit, virus } = verdict
      return { kind: 'scanned', action, score, limit, symbols, virus }
    }
    case 'dkim':
      return { kind: 'dkim', result: verdict.result, domain: verdict.domain, selector: verdict.selector }
    case 'dmarc':
      return { kind: 'dmarc', result: verdict.result, domain: verdict.domain }
    case 'decision': {
      const { recipient } = verdict.envelope
      const own = recipient === null || seen.recipients.some(({ address, original }) => address === recipient || original === recipient)
      return own ? decided(verdict, recipient) : null
    }
  }
}

const decided = (event: Timed<EventOf<'decision'>>, recipient: string | null): Moment => ({
  kind: 'decided',
  action: event.action,
  stage: event.stage,
  recipient,
  words: wordsOfDecision(event),
})

export function wordsOfDecision({ reply, subject, reason }: EventOf<'decision'>): string {
  const enhanced = reply?.enhanced
  const codes = [reply?.code, enhanced ? `${enhanced.class}.${enhanced.subject}.${enhanced.detail}` : null].filter(Boolean).join(' ')
  return [codes, subject === null ? reason : `${subject}: ${reason}`].filter((text) => text !== '' && text !== ': ').join(' ')
}

const attempt = (event: Timed<EventOf<'delivery'>>, recipient: string): Moment => ({
  kind: 'attempt',
  recipient,
  relay: relayName(event.relay),
  status: event.status,
  words: event.reason,
  delay: event.delay,
  delays: event.delays,
})

function relayOfTrouble(trouble: Story['troubles'][number]): string | null {
  if ('relay' in trouble) return relayName(trouble.relay)
  return 'peer' in trouble ? (trouble.peer.name ?? trouble.peer.address) : null
}

function wordsOfTrouble(trouble: Story['troubles'][number]): string {
  switch (trouble.kind) {
    case 'remote-refused':
    case 'remote-sign-in-failed':
      return trouble.reply.text
    case 'remote-lost':
      return [trouble.what, trouble.stage].filter(Boolean).join(': ')
    case 'connect-failed':
      return trouble.reason
    case 'tls-failed':
      return [trouble.what, trouble.reason].filter(Boolean).join(': ')
    case 'milter-failed':
      return `${trouble.service}: ${trouble.reason}`
    case 'problem':
      return trouble.text
  }
}
