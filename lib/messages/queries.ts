// Messages as their stories tell them: of all for those who see all domains, of the given ones for their administrators, their own for people.
import 'server-only'
import type { Actor, MailboxActor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { inScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { type PageInput, pageInput } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import type { Joint, Story } from '#lib/logs/story'
import type { Page } from '#lib/outcome'
import { restoreStory } from '#lib/traces/kept-story'
import { domainMark, keysOf, searchKey } from '#lib/traces/story-keys'
import type { MessageState } from '#lib/traces/story-state'
import { isTimeId } from '#lib/traces/time-id'
import { findMessages, type Wanted } from './find-messages'
import { knownFacts } from './known-facts'
import { linesById } from './line-queries'
import { type KeptMessage, recipientView, refusalView, rowView } from './message-view'
import { momentsOf } from './moments'
import { type JourneyStep, type MessageFilter, type MessageRow, type MessageView, messageFilter, periods } from './schema'
import { audienceFor, type Eyes, type Seen, seenBy, storyAsSeen } from './seen-by'

export type MessagePage = Page<MessageRow> & {
  /** More words begin like those of the search than were looked at. */
  broad: boolean
  /** Back to when was looked, where there may be more although the page is not full. */
  back: string | null
}

const recipientsShown = 500
const stepsMax = 12
const aliasesMax = 200

/** `domain`: of that domain alone, within what the actor sees. */
export async function listMessages(
  actor: Actor,
  filter: MessageFilter = {},
  page: PageInput = {},
  domain: string | null = null,
): Promise<MessagePage> {
  const eyes = await eyesOf(actor)
  const { search = '', state, host, period } = messageFilter.parse(filter)
  const parsed = pageInput.safeParse(page)
  if (!parsed.success) throw new AppError('invalid_request', { subject: 'cursor' })
  const { cursor, limit } = parsed.data
  const found = host ? await db().host.findUnique({ where: { name: host }, select: { id: true } }) : null
  if (host && !found) return { rows: [], next: null, previous: null, total: { count: 0, exact: true }, broad: false, back: null }
  if (domain !== null && !inScope(actor, { name: domain })) throw new AppError('not_found', { subject: domain })
  const wanted: Wanted = {
    search,
    states: state ? [state] : [],
    hostId: found?.id ?? null,
    sinceMs: period ? Date.now() - periods[period] : 0,
    audience: domain === null ? audienceFor(eyes) : [`${domainMark}${searchKey(domain)}`],
  }
  const { ids, next, previous, broad, back } = await findMessages(wanted, cursor, limit)
  const kept = await messagesById(ids)
  const rows = ids.flatMap((id) => {
    const message = kept.get(id)
    const seen = message && seenBy(eyes, message.story)
    if (!message || !seen?.visible) return []
    const row = rowView(message, seen)
    return audienceFor(eyes) === null || (fits(message.story, seen, search) && (!state || row.state === state)) ? [row] : []
  })
  const total = { count: rows.length, exact: next === null && previous === null }
  return { rows, next, previous, total, broad, back: back === null ? null : new Date(back).toISOString() }
}

/** By what they see of it, and not by what is hidden from them. */
function fits(story: Story, seen: Seen, search: string): boolean {
  const keys = [...keysOf(storyAsSeen(story, seen))]
  return search
    .split(/\s+/)
    .map(searchKey)
    .every((word) => word === '' || keys.some((key) => key.startsWith(word)))
}

export async function getMessage(actor: Actor, id: string): Promise<MessageView> {
  const eyes = await eyesOf(actor)
  const message = isTimeId(id) ? (await messagesById([id])).get(id) : undefined
  const seen = message && seenBy(eyes, message.story)
  if (!message || !seen?.visible) throw new AppError('not_found', { subject: id.slice(0, 64) })
  const { story } = message
  const recipientViews = seen.recipients.slice(0, recipientsShown).map((recipient) => recipientView(story, recipient, seen))
  const [journey, facts, lines] = await Promise.all([
    journeyOf(eyes, story),
    knownFacts(actor, story, recipientViews),
    // Lines name who signed in to send it.
    seen.whole && (seen.sender || !story.entry?.sasl) ? linesById(story.lines) : null,
  ])
  return {
    ...rowView(message, seen),
    messageId: story.messageId,
    size: story.size,
    until: new Date(story.to / 1000).toISOString(),
    ended: story.removedAt !== null || story.queueId === null,
    recipientViews,
    refusal: refusalView(story, seen),
    hidden: seen.hidden,
    moments: momentsOf(story, seen),
    journey,
    facts,
    lines,
  }
}

/** What a page asks every few seconds: only what says that it has to be drawn anew. */
export async function messagePulse(actor: Actor, id: string): Promise<{ until: number; state: string }> {
  const eyes = await eyesOf(actor)
  const message = isTimeId(id) ? (await messagesById([id])).get(id) : undefined
  const seen = message && seenBy(eyes, message.story)
  if (!message || !seen?.visible) throw new AppError('not_found', { subject: id.slice(0, 64) })
  return { until: message.story.to, state: message.state }
}

/** With the aliases that lead to a person; administrators are no addresses. */
async function eyesOf(actor: Actor): Promise<Eyes> {
  if (actor.kind !== 'mailbox') {
    requirePermission(actor, 'message.read')
    return { actor, addresses: new Set() }
  }
  requirePermission(actor, 'own-mailbox.write')
  return { actor, addresses: await ownAddresses(actor) }
}

async function ownAddresses({ id }: MailboxActor): Promise<Set<string>> {
  const mailbox = await db().mailbox.findUnique({ where: { id }, select: { address: true } })
  if (!mailbox) return new Set()
  const aliases = await db().aliasDestination.findMany({
    where: { destination: mailbox.address },
    select: { alias: { select: { address: true, localPart: true } } },
    take: aliasesMax,
  })
  return new Set(
    [mailbox.address, ...aliases.filter(({ alias }) => alias.localPart !== '').map(({ alias }) => alias.address)].map(searchKey),
  )
}

async function messagesById(ids: readonly string[]): Promise<Map<string, KeptMessage>> {
  if (ids.length === 0) return new Map()
  const rows = await db().message.findMany({ where: { id: { in: [...ids] } } })
  const hosts = await db().host.findMany({
    where: { id: { in: [...new Set(rows.map(({ hostId }) => hostId))] } },
    select: { id: true, name: true },
  })
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  return new Map(
    rows.map((row): [string, KeptMessage] => [
      row.id,
      { id: row.id, hostId: row.hostId, host: names.get(row.hostId) ?? '', state: row.state, story: restoreStory(row) },
    ]),
  )
}

/** From queue to queue both ways, as far as whoever looks may see. */
async function journeyOf(eyes: Eyes, story: Story): Promise<JourneyStep[]> {
  const steps: JourneyStep[] = []
  const met = new Set([story.id])
  for (const side of ['before', 'after'] as const) {
    let open: Joint[] = story[side]
    while (open.length > 0 && steps.length < stepsMax) {
      const ids = open.flatMap(({ id }) => (id !== null && !met.has(id) ? [id] : []))
      for (const id of ids) met.add(id)
      const found = await messagesById(ids.slice(0, stepsMax))
      const why = new Map(open.map((joint) => [joint.id, joint.why]))
      open = []
      for (const message of found.values()) {
        if (!seenBy(eyes, message.story).visible) continue
        steps.push(stepOf(message, why.get(message.id) ?? 'next', side))
        open.push(...message.story[side])
      }
    }
  }
  return steps.toSorted((one, other) => (one.at < other.at ? -1 : 1))
}

const stepOf = ({ id, host, state, story }: KeptMessage, why: Joint['why'], side: JourneyStep['side']): JourneyStep => ({
  id,
  host,
  queueId: story.queueId,
  state: state as MessageState,
  at: new Date(story.from / 1000).toISOString(),
  why,
  side,
})
