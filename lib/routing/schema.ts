// Where mail would go, step by step, and who may send as whom: what is saved here, and beside it what the tables of the host answer.
import * as z from 'zod'
import { lookupTable } from '#lib/protocol/queue'

export const stepKinds = [
  'alias_domain',
  'plus',
  'mailbox',
  'alias',
  'group',
  'catch_all',
  'relay',
  'outside',
  'unknown',
  'domain_off',
  'loop',
  'cut',
] as const

/** delivered: into the mailbox · sent_on: to the next steps · leaves: to another server · refused: the sender is told so. */
export const fates = ['delivered', 'sent_on', 'delivered_and_sent_on', 'leaves', 'refused', 'loop', 'unknown'] as const

/** Said beside a step; a sentence of messages/<locale>/routing.json each. */
export const stepNotes = [
  'mailbox_disabled',
  'forwards_without_copy',
  'filters',
  'vacation',
  'alias_disabled',
  'alias_expired',
  'group_disabled',
  'catch_all_shadowed',
  'catch_all_behind_disabled',
  'group_domain',
  'group_members',
  'group_senders',
  'relay_unlisted',
  'relay_not_listed',
  'not_applied',
] as const
export type StepNote = (typeof stepNotes)[number]

export const lookupView = z.object({
  table: lookupTable,
  key: z.string(),
  expected: z.string().describe('What is saved here would give; empty: no answer; *: any'),
  answer: z.string().nullable().describe('What the host gives; null: no answer'),
  same: z.boolean().nullable().describe('null: the host was not asked, or does not answer'),
})
export type LookupView = z.infer<typeof lookupView>

export const routeStep = z.object({
  depth: z.int(),
  address: z.string(),
  kind: z.enum(stepKinds),
  fate: z.enum(fates),
  notes: z.array(z.object({ code: z.enum(stepNotes), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  id: z.uuid().nullable().describe('Of the mailbox, alias or group'),
  lookups: z.array(lookupView),
})
export type RouteStep = z.infer<typeof routeStep>

const hostAnswer = z.object({ host: z.string(), failure: z.string().nullable() })

export const routeView = z.object({
  address: z.string(),
  hosts: z.array(hostAnswer).describe('Those that were asked'),
  steps: z.array(routeStep),
  differs: z.boolean().describe('A host answers otherwise than what is saved'),
})
export type RouteView = z.infer<typeof routeView>

export const sendReasons = [
  'own',
  'granted',
  'granted_domain',
  'not_granted',
  'mailbox_disabled',
  'no_submission',
  'no_mailbox',
  'foreign_sender',
] as const

export const sendView = z.object({
  login: z.string(),
  sender: z.string(),
  allowed: z.boolean(),
  reason: z.enum(sendReasons),
  others: z.array(z.string()).describe('Who else may send as it'),
  lookups: z.array(lookupView),
  host: hostAnswer.nullable(),
})
export type SendView = z.infer<typeof sendView>

export const routeQuery = z.object({ address: z.string().trim().min(3, 'required').max(254) })
export const sendQuery = z.object({
  login: z.string().trim().min(3, 'required').max(254),
  sender: z.string().trim().min(3, 'required').max(254),
})
