// What is done to a mailbox that a stranger was in, what is left of it to look at, and what points to one.
import * as z from 'zod'
import { onOff } from '#lib/addresses/input'
import { changeView } from '#lib/audit/schema'

export const containInput = z.object({
  /** Whoever was in may have set the recovery address, and would ask for a new password there. */
  clearRecovery: onOff.default(false),
  stopForwards: onOff.default(false),
  stopFilters: onOff.default(false),
})
export type ContainInput = z.input<typeof containInput>

/** After somebody said that it was its person. */
export const quietDays = 7

/** How much there was to end. */
export const containmentDone = z.object({
  sessions: z.int(),
  appPasswords: z.int(),
  links: z.int(),
  recoveryAddress: z.string().nullable(),
  forwards: z.array(z.string()),
  filters: z.int(),
})
export type ContainmentDone = z.infer<typeof containmentDone>

/** A kind of signal with its numbers; the sentence is messages/<locale>/containment.json `signal.<kind>`. */
export const signalKinds = ['failures', 'places', 'sending'] as const
export type SignalKind = (typeof signalKinds)[number]
export const signalValues = z.record(z.string(), z.number())

export const signalView = z.object({
  mailbox: z.object({ id: z.uuid(), address: z.string(), unicodeAddress: z.string() }),
  kind: z.enum(signalKinds),
  since: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  values: signalValues,
  contained: z.boolean(),
})
export type SignalView = z.infer<typeof signalView>

export const containmentView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  by: z.string(),
  done: containmentDone,
  /** Instants at which the host did its part, null until then. */
  appliedAt: z.iso.datetime().nullable(),
  kickedAt: z.iso.datetime().nullable(),
  heldAt: z.iso.datetime().nullable(),
  heldMessages: z.int().nullable(),
  errorCode: z.string().nullable(),
  releasedAt: z.iso.datetime().nullable(),
  releasedBy: z.string().nullable(),
})
export type ContainmentView = z.infer<typeof containmentView>

export const situationView = z.object({
  mailbox: z.object({ id: z.uuid(), address: z.string(), unicodeAddress: z.string(), passwordSetAt: z.iso.datetime().nullable() }),
  signals: z.array(signalView),
  /** The newest first. One that was not released is in force. */
  containments: z.array(containmentView),
  active: containmentView.nullable(),
  /** What there is to end, and what a stranger may have left behind. */
  open: containmentDone,
  /** What was changed of the mailbox within the last thirty days. */
  changes: z.array(changeView),
})
export type SituationView = z.infer<typeof situationView>
