// What became of messages, as the panel, the API and the command line show it. All words of hosts and strangers are plain text.
import * as z from 'zod'
import { whoActs } from '#lib/logs/advice/advice'
import { type MessageState, messageStates } from '#lib/traces/story-state'

export const periods = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 } as const
export type Period = keyof typeof periods
export const states = messageStates
export type State = MessageState
const period = z.enum(Object.keys(periods) as [Period, ...Period[]])

export const messageFilter = z.object({
  /** Words, each the beginning of an address, domain, queue id, message id, client, subject's word or status. All must be there. */
  search: z.string().trim().max(320).optional(),
  state: z.enum(messageStates).optional(),
  /** Name of a host. */
  host: z.string().max(253).optional(),
  period: period.optional(),
})
export type MessageFilter = z.infer<typeof messageFilter>

const peer = z.object({ name: z.string().nullable(), address: z.string().nullable() })

export const messageRow = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  host: z.string(),
  queueId: z.string().nullable(),
  /** Empty: the null sender of bounces. null: not known. */
  sender: z.string().nullable(),
  recipients: z.array(z.string()).describe('The first three that may be seen'),
  recipientCount: z.int(),
  subject: z.string().nullable(),
  state: z.enum(messageStates),
  /** The words that came with the state. */
  reason: z.string().nullable(),
  cause: z.string().nullable().describe('What the words mean, as on the page of the message; null: no rule knows them'),
})
export type MessageRow = z.infer<typeof messageRow>

export const adviceView = z.object({
  code: z.string().nullable(),
  who: z.enum(whoActs).nullable(),
  temporary: z.boolean().nullable(),
  status: z.string().nullable(),
  provider: z.object({ name: z.string(), page: z.string().nullable() }).nullable(),
})
export type AdviceView = z.infer<typeof adviceView>

const delays = z.object({ beforeQueue: z.number(), inQueue: z.number(), connecting: z.number(), transmitting: z.number() })

/** One thing that happened, in the order of time. */
export const moment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('arrived'), client: peer, tls: z.string().nullable(), user: z.string().nullable() }),
  z.object({ kind: z.literal('written'), uid: z.int().nullable() }),
  z.object({
    kind: z.literal('scanned'),
    action: z.string(),
    score: z.number().nullable(),
    limit: z.number().nullable(),
    symbols: z.array(z.object({ name: z.string(), score: z.number() })),
    virus: z.string().nullable(),
  }),
  z.object({ kind: z.literal('dkim'), result: z.string(), domain: z.string().nullable(), selector: z.string().nullable() }),
  z.object({ kind: z.literal('dmarc'), result: z.string(), domain: z.string().nullable() }),
  z.object({ kind: z.literal('decided'), action: z.string(), stage: z.string(), recipient: z.string().nullable(), words: z.string() }),
  z.object({ kind: z.literal('trouble'), relay: z.string().nullable(), words: z.string() }),
  z.object({
    kind: z.literal('attempt'),
    recipient: z.string(),
    relay: z.string().nullable(),
    status: z.string(),
    words: z.string(),
    delay: z.number().nullable(),
    delays: delays.nullable(),
  }),
  z.object({ kind: z.literal('filed'), user: z.string(), action: z.string(), folder: z.string().nullable(), to: z.string().nullable() }),
  z.object({ kind: z.literal('queue'), action: z.string() }),
  z.object({ kind: z.literal('expired') }),
  z.object({ kind: z.literal('removed') }),
])
export type Moment = z.infer<typeof moment>
export const timedMoment = z.object({ at: z.iso.datetime(), what: moment })
export type TimedMoment = z.infer<typeof timedMoment>

export const recipientView = z.object({
  /** null: one of several behind the address that the sender wrote to, which alone is shown. */
  address: z.string().nullable(),
  original: z.string().nullable(),
  fate: z.enum(messageStates),
  folder: z.string().nullable(),
  relay: z.string().nullable(),
  attempts: z.int(),
  /** What the other side, or our own, said last. */
  words: z.string().nullable(),
  advice: adviceView.nullable(),
})
export type RecipientView = z.infer<typeof recipientView>

export const journeyStep = z.object({
  id: z.uuid(),
  host: z.string(),
  queueId: z.string().nullable(),
  state: z.enum(messageStates),
  at: z.iso.datetime(),
  /** next: the same message in another queue · bounce: the notice about it */
  why: z.enum(['next', 'bounce']),
  /** Before this one, or after it. */
  side: z.enum(['before', 'after']),
})
export type JourneyStep = z.infer<typeof journeyStep>

/** What the panel itself knows about a cause. */
export const knownFact = z.object({
  code: z.enum([
    'mailbox_disabled',
    'mailbox_deleted',
    'mailbox_archived',
    'alias_disabled',
    'domain_disabled',
    'spf_wrong',
    'dkim_not_found',
    'dkim_none',
    'dmarc_wrong',
  ]),
  subject: z.string(),
  at: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  href: z.string().nullable(),
})
export type KnownFact = z.infer<typeof knownFact>

export const logLineView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  host: z.string(),
  program: z.string(),
  kind: z.string(),
  /** How it reads at a glance. */
  tone: z.enum(['good', 'warn', 'bad', 'neutral', 'unknown']),
  queueId: z.string().nullable(),
  text: z.string(),
  raw: z.string(),
})
export type LogLineView = z.infer<typeof logLineView>

export const messageView = messageRow.extend({
  messageId: z.string().nullable(),
  size: z.int().nullable(),
  /** The last that was heard of it. */
  until: z.iso.datetime(),
  /** It is in no queue any more. */
  ended: z.boolean(),
  recipientViews: z.array(recipientView),
  refusal: z
    .object({ words: z.string(), advice: adviceView })
    .nullable()
    .describe('Why it was refused before it was known for whom it is; null where the recipients say it'),
  hidden: z.int().describe('Recipients that are not shown to you'),
  moments: z.array(timedMoment),
  journey: z.array(journeyStep),
  facts: z.array(knownFact),
  lines: z.array(logLineView).nullable().describe('null: they speak of others too'),
})
export type MessageView = z.infer<typeof messageView>

export const logFilter = z.object({
  search: z.string().max(200).optional(),
  program: z.string().max(100).optional(),
  host: z.string().max(253).optional(),
  /** unknown: what no parser knows */
  tone: z.enum(['warn', 'bad', 'unknown']).optional(),
})
export type LogFilter = z.infer<typeof logFilter>

export const programView = z.object({ host: z.string(), program: z.string(), lines: z.int(), unknown: z.int() })
export type ProgramView = z.infer<typeof programView>

export const readingView = z.object({
  host: z.string(),
  readAt: z.iso.datetime().nullable(),
  lineAt: z.iso.datetime().nullable(),
  lines: z.int(),
  gapAt: z.iso.datetime().nullable(),
  gapSource: z.string().nullable(),
  sources: z.array(z.string()),
})
export type ReadingView = z.infer<typeof readingView>

export const eraseInput = z.strictObject({
  address: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@<>"]+@[^\s@<>"]+$/, 'invalid_address'),
})
export type EraseInput = z.input<typeof eraseInput>
