// What an answer means, who has to act, and where it is explained. Sentences: messages/<locale>/advice.json.
import type { EventOf } from '../event'
import { type EnhancedStatus, parseReply } from '../reply'
import type { Story } from '../story'
import { type Provider, providerOf } from './providers'
import type { Rule } from './rule'
import { rules } from './rules'
import { type StatusKey, statusKey } from './statuses'

export const adviceCodes = [
  'bad-address',
  'certificate-not-trusted',
  'connection-lost',
  'connection-refused',
  'connection-timeout',
  'dkim-failed',
  'dmarc-failed',
  'expired',
  'filter-unavailable',
  'greylisted',
  'helo-refused',
  'host-not-found',
  'ip-blocklisted',
  'lookup-failed',
  'low-reputation',
  'mail-loop',
  'mailbox-full',
  'mailbox-service-down',
  'malformed-message',
  'members-only',
  'message-too-large',
  'network-unreachable',
  'no-mail-server',
  'no-reverse-name',
  'not-fully-qualified',
  'policy-refused',
  'protocol-error',
  'rate-limited',
  'recipient-disabled',
  'recipient-rate-limited',
  'relay-denied',
  'sender-domain-unknown',
  'sender-not-owned',
  'sender-takes-no-mail',
  'server-busy',
  'sign-in-required',
  'spam-content',
  'spf-failed',
  'storage-full',
  'tls-failed',
  'unauthenticated',
  'unicode-not-supported',
  'unknown-recipient',
  'virus-found',
] as const
export type AdviceCode = (typeof adviceCodes)[number]
/** A cause as it was counted or kept may be of an older catalogue. */
export const isAdviceCode = (cause: string | null): cause is AdviceCode => (adviceCodes as readonly (string | null)[]).includes(cause)

/** Who can change something: the person who wrote, the one who should receive, the administrator here or there; nobody: it passes by itself. */
export const whoActs = ['sender', 'recipient', 'administrator', 'remote', 'nobody'] as const
export type Who = (typeof whoActs)[number]

export type Advice = {
  /** null: no rule knows the words; `status` explains the code that came with them. */
  code: AdviceCode | null
  who: Who | null
  /** Whether trying again may help: the answer was temporary. null: the answer does not say. */
  temporary: boolean | null
  status: StatusKey | null
  provider: Pick<Provider, 'name' | 'page'> | null
}

type Said = { text: string; enhanced: EnhancedStatus | null; code: number | null; relayName: string | null }

/** Advice on words as a server or Postfix gave them. */
export function adviseOn({ text, enhanced, code, relayName }: Said): Advice {
  const lower = withoutNames(text)
  const rule = ruleOf(lower) ?? (enhanced ? byStatus(enhanced) : null)
  const provider = providerOf(relayName, text)
  return {
    code: rule?.code ?? null,
    who: rule?.who ?? null,
    temporary: enhanced ? enhanced.class === 4 : code === null ? null : code < 500,
    status: enhanced && statusKey(enhanced),
    provider: provider && { name: provider.name, page: provider.page },
  }
}

/** Advice on a delivery that did not succeed; null where there is nothing to advise. */
export function adviseOnDelivery(event: EventOf<'delivery'>): Advice | null {
  if (event.status === 'sent' || event.status === 'deliverable') return null
  const enhanced = event.reply?.enhanced ?? event.dsn
  return adviseOn({ text: event.reply?.text ?? event.reason, enhanced, code: event.reply?.code ?? null, relayName: event.relay.name })
}

/** Advice on what was refused at our own door; `story`: what else is known of the message. */
export function adviseOnDecision(event: EventOf<'decision'>, story: Pick<Story, 'verdicts'> | null = null): Advice {
  const reply = event.reply ?? parseReply(event.reason)
  const advice = {
    ...adviseOn({ text: reply.text, enhanced: reply.enhanced, code: reply.code, relayName: null }),
    ...closedDoor(event),
    ...byScan(event, story),
  }
  // rspamd's words for greylisting (greylist.conf, `message`) are those of a busy server elsewhere.
  return event.action === 'milter-reject' && advice.code === 'server-busy' ? { ...advice, code: 'greylisted' } : advice
}

/** Postfix says `Access denied` of all that a list ends with `reject`: who was refused says why. */
function closedDoor({ reason, service }: EventOf<'decision'>): Pick<Advice, 'code' | 'who'> | null {
  if (reason === 'Recipient address rejected: Access denied') return { code: 'members-only', who: 'sender' }
  const signIn = reason === 'Client host rejected: Access denied' && /^(?:submission|smtps)/.test(service ?? '')
  return signIn ? { code: 'sign-in-required', who: 'sender' } : null
}

/** rspamd says `Spam message rejected` of all that it has no other words for; its own log says what it was. */
function byScan({ action, reason }: EventOf<'decision'>, story: Pick<Story, 'verdicts'> | null): Pick<Advice, 'code' | 'who'> | null {
  if (action !== 'milter-reject' || !story || !reason.startsWith('Spam message rejected')) return null
  const scan = story.verdicts.find((one) => one.kind === 'scanned')
  if (scan?.kind !== 'scanned') return null
  if (scan.virus !== null) return { code: 'virus-found', who: 'sender' }
  return scan.forced?.by === 'dmarc' ? { code: 'dmarc-failed', who: 'sender' } : null
}

const lists = ['spamhaus', 'barracuda', 'spamcop', 'sorbs', 'uceprotect', 'abusix', 'openspf', 'sendersupport']

/** Addresses and hosts are strangers' words, and spam.example may well refuse a connection; names of block lists stay. Answers are short. */
function withoutNames(text: string): string {
  const lower = text.slice(0, 2000).toLowerCase()
  return lower
    .replace(/<[^<>]*>|[^\s<>]+@[^\s<>]+/g, ' ')
    .replace(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g, (name) => (lists.some((list) => name.includes(list)) ? name : ' '))
}

// A host refuses with the same few words all day.
const rulesKept = 1000
const known = new Map<string, Rule | undefined>()

function ruleOf(lower: string): Rule | undefined {
  if (known.has(lower)) return known.get(lower)
  const rule = byWords(lower)
  if (known.size >= rulesKept) known.clear()
  known.set(lower, rule)
  return rule
}

const byWords = (lower: string): Rule | undefined =>
  rules.find(({ words }) =>
    words?.some((word) => (typeof word === 'string' ? lower.includes(word) : word.every((part) => lower.includes(part)))),
  )

function byStatus({ class: kind, subject, detail }: EnhancedStatus) {
  const [short, long] = [`${subject}.${detail}`, `${kind}.${subject}.${detail}`]
  return rules.find(({ statuses }) => statuses?.includes(short) || statuses?.includes(long))
}
