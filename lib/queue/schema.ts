// A mail queue coming out, and what may be done to it. Addresses, reasons and headers are words of strangers: cleaned and bounded here,
// rendered as text everywhere.
import * as z from 'zod'
import { lineText } from '#lib/addresses/input'
import { actOutcome, bounceTextMax, holdKind, holdPattern, queueAction, queueCount, queueId, queueName } from '#lib/protocol/queue'

export const queueRow = z.object({
  id: queueId,
  queue: queueName,
  arrivedAt: z.iso.datetime(),
  bytes: z.int(),
  sender: z.string().describe('Empty: a bounce'),
  recipients: z.array(z.object({ address: z.string(), reason: z.string().nullable() })),
  hidden: z.int().describe('Further recipients'),
  cause: z.string().describe('Code of messages/<locale>/advice.json; empty: no reason is told, or no rule knows it'),
  actable: z.boolean().describe('You may act on it'),
})
export type QueueRow = z.infer<typeof queueRow>

export const queueListView = z.object({
  host: z.string(),
  rows: z.array(queueRow),
  matched: z.int(),
  complete: z.boolean().describe('Everything was looked at, so `matched` is exact'),
  unreadable: z.int(),
})
export type QueueListView = z.infer<typeof queueListView>

export const queueFailure = z.object({ code: z.string(), since: z.iso.datetime().nullable() })

/** A host's queue at a glance. A failure beside counts: they are old. */
export const hostQueueView = z.object({
  hostId: z.uuid(),
  host: z.string(),
  readAt: z.iso.datetime().nullable(),
  counts: z.array(queueCount).nullable().describe('null: never read'),
  live: z.boolean().describe('Counted for this answer; else as it was at readAt, for counting takes long or the host does not answer'),
  failure: queueFailure.nullable().describe('It cannot be read; what else is told is older'),
  growingSince: z.iso.datetime().nullable(),
})
export type HostQueueView = z.infer<typeof hostQueueView>

export const causeView = z.object({
  destination: z.string(),
  cause: z.string(),
  reason: z.string().describe('One of them, in the words of the other server'),
  held: z.boolean(),
  messages: z.int(),
  recipients: z.int(),
  oldestAt: z.iso.datetime(),
  since: z.iso.datetime().describe('When this cause was seen first'),
})
export type CauseView = z.infer<typeof causeView>

export const causesView = z.object({
  host: z.string(),
  at: z.iso.datetime().nullable().describe('When every message was looked at'),
  causes: z.array(causeView),
})
export type CausesView = z.infer<typeof causesView>

export const queueSample = z.object({ at: z.iso.datetime(), active: z.int(), deferred: z.int(), hold: z.int() })
export type QueueSampleView = z.infer<typeof queueSample>

export const queuedMessageView = queueRow.extend({
  host: z.string(),
  hostId: z.uuid(),
  done: z.array(z.string()).describe('Recipients that have it already'),
  records: z.array(z.object({ name: z.string(), value: z.string() })).describe('What Postfix noted of where it came from'),
  subject: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string().nullable().describe('null: not opened'),
  attachments: z.int(),
  cut: z.boolean(),
})
export type QueuedMessageView = z.infer<typeof queuedMessageView>

/** Of a list, with the ages as people choose them. */
export const queueSearch = z.strictObject({
  search: z.string().trim().max(200).optional(),
  queue: queueName.optional(),
  sender: z.string().trim().max(320).optional(),
  recipient: z.string().trim().max(320).optional(),
  domain: z.string().trim().max(254).optional(),
  destination: z.string().trim().max(320).optional(),
  reason: z.string().trim().max(200).optional(),
  age: z.enum(['5m', '1h', '6h', '1d', '3d']).optional(),
})
export type QueueSearch = z.input<typeof queueSearch>

export const actInput = z
  .strictObject({
    action: queueAction,
    selection: z.union([
      z.strictObject({ ids: z.array(queueId).min(1, 'required').max(1000) }),
      z.strictObject({ filter: queueSearch, expected: z.int().min(0).optional() }),
    ]),
    text: z.string().trim().max(bounceTextMax).optional(),
  })
  .refine(({ action, text }) => action !== 'bounce' || (text ?? '') !== '', { path: ['text'], message: 'required' })
export type ActInput = z.input<typeof actInput>

export const outcomeCounts = z.record(actOutcome, z.int())
export type OutcomeCounts = z.infer<typeof outcomeCounts>

/** `outcomes` of single messages, of the first thousand. */
export const actResult = z.object({
  matched: z.int(),
  changed: z.int(),
  counts: outcomeCounts,
  outcomes: z.array(z.object({ id: queueId, outcome: actOutcome })),
})
export type ActResult = z.infer<typeof actResult>

export const holdRuleInput = z.strictObject({
  kind: holdKind,
  pattern: z.string().trim().toLowerCase().pipe(holdPattern),
  note: lineText(200).default(''),
})
export type HoldRuleInput = z.input<typeof holdRuleInput>

export const holdRuleView = z.object({
  id: z.uuid(),
  kind: holdKind,
  pattern: z.string(),
  note: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
})
export type HoldRuleView = z.infer<typeof holdRuleView>

/** not_asked: its Postfix has the rules and does not ask them, until its configuration is applied. */
export const holdState = z.enum(['applied', 'pending', 'failed', 'not_asked'])
export const holdHostView = z.object({ host: z.string(), state: holdState, code: z.string().nullable() })
export type HoldHostView = z.infer<typeof holdHostView>

export type { QueueAction, QueueCount, QueueName } from '#lib/protocol/queue'
