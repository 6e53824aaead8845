// What of a message somebody may see. Who sent it sees all that it became; who was sent it sees their own part and not to whom else it
// went; members of a group are not told of each other, nor is the sender told who they are.
import type { Actor } from '#lib/auth/actor'
import { scopeOf } from '#lib/auth/scope'
import type { RecipientStory, Story } from '#lib/logs/story'
import { domainMark, domainPart, isProved, personMark, searchKey } from '#lib/traces/story-keys'
import { realRecipients } from '#lib/traces/story-state'

/** `addresses`: of the person, with the aliases that lead to them; empty for an administrator. */
export type Eyes = { actor: Actor; addresses: ReadonlySet<string> }

export type Seen = {
  /** There is something of it for them. */
  visible: boolean
  /** They sent it, or see everything: how it came in is theirs too. */
  sender: boolean
  recipients: RecipientStory[]
  hidden: number
  /** Nothing of it is hidden: what is about the whole message may be shown as it is. */
  whole: boolean
  /** Whether the address behind an alias may be shown. */
  expansions: boolean
}

/** Keys under which what they may see is found; null: everything. */
export function audienceFor({ actor, addresses }: Eyes): string[] | null {
  if (actor.kind === 'mailbox') return [...addresses].map((address) => `${personMark}${searchKey(address)}`)
  const scope = scopeOf(actor)
  return scope === 'all' ? null : scope.names.map((name) => `${domainMark}${searchKey(name)}`)
}

export function seenBy({ actor, addresses }: Eyes, story: Story): Seen {
  const all = realRecipients(story)
  const whole: Seen = { visible: true, sender: true, recipients: all, hidden: 0, whole: true, expansions: true }
  if (actor.kind === 'mailbox') {
    const own = (address: string | null | undefined) => Boolean(address) && addresses.has(searchKey(address as string))
    if (isSender(story, own)) return { ...whole, whole: false, expansions: false }
    return partOf(all, ({ address, original }) => own(address) || own(original))
  }
  const scope = scopeOf(actor)
  if (scope === 'all') return whole
  const inScope = (address: string | null | undefined) => Boolean(address) && scope.names.includes(domainPart(address as string))
  if (isSender(story, inScope)) return whole
  return partOf(all, ({ address, original }) => inScope(address) || inScope(original))
}

const isSender = (story: Story, own: (address: string | null | undefined) => boolean): boolean =>
  own(story.entry?.sasl?.user) || (isProved(story) && own(story.sender))

function partOf(all: readonly RecipientStory[], own: (recipient: RecipientStory) => boolean): Seen {
  const recipients = all.filter(own)
  const hidden = all.length - recipients.length
  const visible = recipients.length > 0
  return { visible, sender: false, recipients, hidden, whole: visible && hidden === 0, expansions: true }
}

/** The story as they may know it: what they search by must be found in this, or a search would tell of what is hidden. */
export function storyAsSeen(story: Story, { recipients, sender, expansions }: Seen): Story {
  const named = expansions ? recipients : recipients.map((one) => ({ ...one, address: one.original ?? one.address }))
  return { ...story, recipients: named, entry: sender || story.entry === null ? story.entry : { ...story.entry, sasl: null } }
}
