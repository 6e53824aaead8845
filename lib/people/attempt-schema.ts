import * as z from 'zod'
import { lineText } from '#lib/addresses/input'

export const attemptDoors = ['panel', 'me'] as const
export const attemptMethods = ['password', 'code', 'recovery_code', 'passkey', 'provider'] as const
export const attemptResults = ['signed_in', 'half', 'wrong', 'unknown', 'disabled', 'elsewhere', 'limited'] as const
export type AttemptDoor = (typeof attemptDoors)[number]
export type AttemptMethod = (typeof attemptMethods)[number]
export type AttemptResult = (typeof attemptResults)[number]

export const attemptFilter = z.object({
  /** Anywhere in the name that was typed. */
  search: lineText(254).optional(),
  client: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** refused: all that did not go on. */
  result: z.enum([...attemptResults, 'refused']).optional(),
  door: z.enum(attemptDoors).optional(),
  method: z.enum(attemptMethods).optional(),
  /** Days (UTC), both counted whole. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})
export type AttemptFilter = z.input<typeof attemptFilter>

export const attemptView = z.object({
  id: z.uuid(),
  /** The last time within its minute. */
  at: z.iso.datetime(),
  times: z.int(),
  /** What was typed, without what cannot be seen; empty when there was none. */
  name: z.string(),
  clientAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** me: of people with a mailbox. */
  door: z.enum(attemptDoors),
  method: z.enum(attemptMethods),
  result: z.enum(attemptResults),
})
export type AttemptView = z.infer<typeof attemptView>
