// What happens to a mailbox's incoming mail before the person's own Sieve scripts see it, as typed state: an answer for an absence, and
// filters in their order. The agent words the Sieve; nothing here is Sieve. Used by the panel's forms, its API and the agent alike.
import * as z from 'zod'
import { address } from './names'

export const filtersMax = 100
export const conditionsMax = 20
export const actionsMax = 10
export const vacationTextMax = 4000
/** Of a message on which rules are tried. */
export const sampleTextMax = 64 * 1024

// Control characters, separators of lines, direction overrides, lone surrogates: none can be seen, some would break a header.
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const unprintableInLines = /[^\P{Cc}\t\n]|[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const oneLine = (most: number) =>
  z
    .string()
    .max(most, 'text_too_long')
    .refine((text) => !unprintable.test(text), 'unprintable_text')
const filled = (most: number) => oneLine(most).refine((text) => text.trim() !== '', 'text_missing')

/** A slash nests. What Maildir++ cannot name, or IMAP reads as a pattern, is refused. */
export const folderName = filled(200).refine(
  (name) =>
    name.trim() === '' ||
    (name.split('/').every((part) => part.trim() !== '' && part === part.trim() && !/[.*%~\\]/.test(part)) && name.split('/').length <= 5),
  'invalid_folder',
)

export const matches = ['contains', 'is', 'begins', 'ends', 'matches'] as const
export type Match = (typeof matches)[number]
const textual = { not: z.boolean(), match: z.enum(matches), text: filled(400) }

export const condition = z.discriminatedUnion('field', [
  z.strictObject({ field: z.enum(['from', 'to', 'cc', 'subject', 'list-id']), ...textual }),
  /** RFC 5322 2.2: printable ASCII without a colon. */
  z.strictObject({ field: z.literal('header'), name: z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,80}$/, 'invalid_header'), ...textual }),
  z.strictObject({ field: z.literal('size'), over: z.boolean(), bytes: z.int().min(1).max(2_000_000_000) }),
  /** What the host's filter marked. */
  z.strictObject({ field: z.literal('spam'), not: z.boolean() }),
])
export type Condition = z.infer<typeof condition>

export const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('move'), folder: folderName }),
  z.strictObject({ do: z.literal('copy'), folder: folderName }),
  z.strictObject({ do: z.literal('read') }),
  z.strictObject({ do: z.literal('flag') }),
  z.strictObject({ do: z.literal('forward'), to: address, keep: z.boolean() }),
  z.strictObject({ do: z.literal('discard') }),
])
export type Action = z.infer<typeof action>

export const filter = z.strictObject({
  name: oneLine(80),
  enabled: z.boolean(),
  /** `always`: every message, and there are no conditions. */
  match: z.enum(['all', 'any', 'always']),
  conditions: z.array(condition).max(conditionsMax),
  actions: z.array(action).min(1).max(actionsMax),
  /** Filters behind this one are not asked. */
  stop: z.boolean(),
})
export type Filter = z.infer<typeof filter>

export const vacation = z.strictObject({
  subject: filled(200),
  text: z
    .string()
    .max(vacationTextMax, 'text_too_long')
    .refine((text) => text.trim() !== '', 'text_missing')
    .refine((text) => !unprintableInLines.test(text), 'unprintable_text'),
  /** Each sender is answered once within so many. */
  days: z.int().min(1).max(30),
  /** UTC; null is open. */
  from: z.iso.datetime({ precision: 0 }).nullable(),
  until: z.iso.datetime({ precision: 0 }).nullable(),
  /** Beside the mailbox's own: a message is answered only when one of them stands in To or Cc. */
  addresses: z.array(address).max(1000),
})
export type Vacation = z.infer<typeof vacation>

export const mailboxRules = z.strictObject({ vacation: vacation.nullable(), filters: z.array(filter).max(filtersMax) })
export type MailboxRules = z.infer<typeof mailboxRules>

/** A script of the person's own, as ManageSieve names and bounds it (RFC 5804 1.6). */
export const scriptBytesMax = 64 * 1024
export const scriptName = z
  .string()
  .min(1, 'required')
  .max(128, 'text_too_long')
  .refine((name) => !unprintable.test(name) && !/^[.]|[/]/.test(name), 'invalid_script_name')
export const scriptText = z
  .string()
  .refine((text) => new TextEncoder().encode(text).length <= scriptBytesMax, 'script_too_long')
  .refine((text) => !text.includes('\0'), 'unprintable_text')
export const scriptProblem = z.object({ line: z.int().nullable(), message: z.string() })
export type ScriptProblem = z.infer<typeof scriptProblem>
