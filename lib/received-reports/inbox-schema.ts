// The mailbox that reports come to by mail, and how long all reports are kept.
import * as z from 'zod'
import { hostedAddress, lineText, onOff } from '#lib/addresses/input'

export const inboxSettings = z.object({
  enabled: z.boolean().default(false),
  host: z.string().default(''),
  port: z.int().default(993),
  security: z.enum(['tls', 'starttls']).default('tls'),
  user: z.string().default(''),
  folder: z.string().default('INBOX'),
  importedFolder: z.string().default('Imported'),
  refusedFolder: z.string().default('Refused'),
  allowPrivate: z.boolean().default(false),
  /** Of all reports, however they came. */
  days: z.int().default(400),
})
export type InboxSettings = z.output<typeof inboxSettings>

/** A name or an address. */
const server = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z.union([z.literal(''), z.string().regex(/^[a-z0-9](?:[a-z0-9.:-]{0,251}[a-z0-9])?$/, 'invalid_domain')], { error: 'invalid_domain' }),
  )
const folder = lineText(200).pipe(z.string().min(1, 'required'))

export const updateInboxInput = z
  .strictObject({
    enabled: onOff,
    host: server,
    port: z.coerce
      .number({ error: 'invalid_port' })
      .pipe(z.int({ error: 'invalid_port' }).min(1, 'invalid_port').max(65_535, 'invalid_port')),
    security: z.enum(['tls', 'starttls']),
    user: lineText(320),
    /** Null: none. Never given back. */
    password: z.string().max(1000, 'text_too_long').nullable(),
    folder,
    importedFolder: folder,
    refusedFolder: folder,
    allowPrivate: onOff,
    days: z.coerce
      .number({ error: 'invalid_count' })
      .pipe(z.int({ error: 'invalid_count' }).min(35, 'invalid_count').max(3650, 'invalid_count')),
  })
  .partial()
export type UpdateInboxInput = z.input<typeof updateInboxInput>

/** A mailbox of a host here: the panel makes an app password of it for itself. */
export const chooseInboxInput = z.strictObject({ address: hostedAddress })
export type ChooseInboxInput = z.input<typeof chooseInboxInput>

/** The app password that the panel made for itself, and whose. */
export const madeForInbox = z.object({ mailboxId: z.uuid(), passwordId: z.uuid() })
export type MadeForInbox = z.infer<typeof madeForInbox>

export const inboxProblems = [
  'private_address',
  'not_found',
  'refused',
  'timeout',
  'tls',
  'sign_in',
  'folder',
  'protocol',
  'incomplete',
] as const
export const inboxProblem = z.enum(inboxProblems)
export type InboxProblem = z.infer<typeof inboxProblem>

/** How the last reading went. */
export const inboxState = z.object({
  at: z.iso.datetime().nullable().default(null),
  problem: inboxProblem.nullable().default(null),
  /** Mails, since the settings were made. */
  taken: z.int().default(0),
  refused: z.int().default(0),
  /** Mails that could not be worked on, and wait where they are. */
  waiting: z.int().default(0),
})
export type InboxState = z.output<typeof inboxState>

export const inboxView = inboxSettings.extend({
  hasPassword: z.boolean(),
  ownMailbox: z.uuid().nullable().describe('The mailbox here that is read with an app password which the panel made for itself'),
  version: z.int(),
  state: inboxState,
})
export type InboxView = z.infer<typeof inboxView>

export const inboxTest = z.object({ problem: inboxProblem.nullable(), messages: z.int().describe('In the folder') })
export type InboxTest = z.infer<typeof inboxTest>
