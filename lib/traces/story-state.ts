// How a message stands, over all its recipients: what needs a look comes before what is well.
import { type Fate, fateOf, isDiscard, isRefusal, type RecipientStory, type Story } from '#lib/logs/story'

/** In the order in which one of them speaks for all. */
export const messageStates = [
  'bounced',
  'expired',
  'refused',
  'held',
  'deferred',
  'waiting',
  'deleted',
  'discarded',
  'handed-over',
  'delivered',
  'probed',
  'unknown',
] as const satisfies readonly Fate[]
export type MessageState = (typeof messageStates)[number]

export function stateOf(story: Story): MessageState {
  const recipients = realRecipients(story)
  if (recipients.length === 0) return withoutRecipients(story)
  const fates = new Set(recipients.map((recipient) => fateOf(story, recipient)))
  return messageStates.find((state) => fates.has(state)) ?? 'unknown'
}

/** Without an alias that a check named before it was expanded: those who stand for it are there. */
export function realRecipients({ recipients }: Story): RecipientStory[] {
  const expanded = new Set(recipients.map(({ original }) => original).filter((original) => original !== null))
  return recipients.filter(({ address, attempts, refusals }) => attempts.length > 0 || refusals.length > 0 || !expanded.has(address))
}

function withoutRecipients(story: Story): MessageState {
  if (story.verdicts.some(isRefusal)) return 'refused'
  if (story.verdicts.some(isDiscard)) return 'discarded'
  const last = story.actions.at(-1)?.action
  if (last === 'removed') return 'deleted'
  if (last === 'placed on hold') return 'held'
  return story.removedAt === null ? 'waiting' : 'unknown'
}
