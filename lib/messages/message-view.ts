// A kept story as it is shown to somebody. What they may not see is not in it.
import { type Advice, adviseOnDecision, adviseOnDelivery } from '#lib/logs/advice/advice'
import { fateOf, isRefusal, type RecipientStory, type Story } from '#lib/logs/story'
import { subjectOf } from '#lib/traces/story-keys'
import { type MessageState, stateOf } from '#lib/traces/story-state'
import { relayName, shownAddress, wordsOfDecision } from './moments'
import type { AdviceView, MessageRow, MessageView, RecipientView } from './schema'
import type { Seen } from './seen-by'

const shownInRow = 3
const reasonMax = 300

export type KeptMessage = { id: string; hostId: string; host: string; state: string; story: Story }

export function rowView({ id, host, story }: KeptMessage, seen: Seen): MessageRow {
  const views = seen.recipients.slice(0, 200).map((recipient) => recipientView(story, recipient, seen))
  const state = seen.whole ? stateOf(story) : stateOf({ ...story, recipients: seen.recipients })
  return {
    id,
    at: new Date(story.from / 1000).toISOString(),
    host,
    queueId: story.queueId,
    sender: story.sender,
    recipients: [...new Set(seen.recipients.map(({ address, original }) => original ?? shownAddress(address, original, seen)))].slice(
      0,
      shownInRow,
    ),
    recipientCount: new Set(seen.recipients.map(({ address, original }) => original ?? address)).size,
    subject: subjectOf(story),
    state,
    ...whyOf(story, views, state, seen),
  }
}

function whyOf(story: Story, views: readonly RecipientView[], state: MessageState, seen: Seen): Pick<MessageRow, 'reason' | 'cause'> {
  const view = views.find(({ fate }) => fate === state)
  if (view?.words) return { reason: view.words.slice(0, reasonMax), cause: view.advice?.code ?? null }
  const verdict = seen.whole ? story.verdicts.find((one) => one.kind === 'decision' && isRefusal(one)) : undefined
  if (verdict?.kind !== 'decision') return { reason: null, cause: null }
  return { reason: wordsOfDecision(verdict).slice(0, reasonMax), cause: adviseOnDecision(verdict, story).code }
}

export function recipientView(story: Story, recipient: RecipientStory, seen: Seen): RecipientView {
  const { address, original, attempts, refusals, filed } = recipient
  const last = attempts.reduce<(typeof attempts)[number] | null>((newest, one) => (newest && newest.at > one.at ? newest : one), null)
  const refusal = refusals.at(-1) ?? story.verdicts.find((one) => one.kind === 'decision' && isRefusal(one))
  const decision = last === null && refusal?.kind === 'decision' ? refusal : null
  const masked = !seen.expansions && original !== null && original !== address
  return {
    address: masked ? null : address,
    original,
    fate: fateOf(story, recipient),
    folder: seen.expansions ? (filed.findLast(({ folder }) => folder !== null)?.folder ?? null) : null,
    relay: last && relayName(last.relay),
    attempts: attempts.length,
    words: last ? last.reason : decision ? wordsOfDecision(decision) : null,
    advice: adviceView(last ? adviseOnDelivery(last) : decision ? adviseOnDecision(decision, story) : null),
  }
}

/** Of mail that came to nobody: it was refused before its recipients, or the log does not name them. */
export function refusalView(story: Story, { recipients, hidden }: Seen): MessageView['refusal'] {
  const refusal = story.verdicts.find((one) => one.kind === 'decision' && isRefusal(one))
  if (recipients.length > 0 || hidden > 0 || refusal?.kind !== 'decision') return null
  return { words: wordsOfDecision(refusal), advice: plain(adviseOnDecision(refusal, story)) }
}

const adviceView = (advice: Advice | null): AdviceView | null => advice && plain(advice)

/** A copy: what the browser gets is plain data. */
const plain = (advice: Advice): AdviceView => ({
  code: advice.code,
  who: advice.who,
  temporary: advice.temporary,
  status: advice.status,
  provider: advice.provider && { name: advice.provider.name, page: advice.provider.page },
})
