// What a mailbox is, coming in and going out. The one validator for UI, API, command line and CSV. Components import its types only.
import * as z from 'zod'
import { addressList, anyAddress, byteSize, domainInFilter, hostedAddress, lineText, noteText, onOff } from '#lib/addresses/input'
import { domainRef, selectionOf, warning } from '#lib/addresses/view'

export const forwardsMax = 100

const tag = lineText(40).pipe(
  z
    .string()
    .min(1)
    .regex(/^[^,;]+$/, 'invalid_tag'),
)
/** A JSON list, or words with commas between. */
const tagList = z
  .union([
    z.array(z.string()),
    z
      .string()
      .max(2000)
      .transform((text) =>
        text
          .split(/[,;]/)
          .map((part) => part.trim())
          .filter(Boolean),
      ),
  ])
  .pipe(
    z
      .array(tag)
      .max(20, 'too_many_tags')
      .transform((tags) => [...new Set(tags)]),
  )

/** What makes it acceptable is judged by lib/auth/password-rule, with every reason. */
const password = z.string().min(1).max(2000)

const settings = {
  displayName: lineText(120),
  /** Bytes, or text such as "5 GiB"; 0 is unlimited. */
  quotaBytes: byteSize,
  enabled: onOff,
  imap: onOff,
  pop3: onOff,
  submission: onOff,
  sieve: onOff,
  forwards: addressList(forwardsMax),
  forwardKeepCopy: onOff,
  /** Where a link to set a new password may be sent. */
  recoveryAddress: z.union([z.null(), z.literal('').transform(() => null), anyAddress]),
  /** At the next sign-in to the person's own pages. */
  passwordMustChange: onOff,
  /** Mail programs sign in with app passwords alone; the password opens the person's own pages. */
  appPasswordsOnly: onOff,
  note: noteText,
  tags: tagList,
}

export const createMailboxInput = z.strictObject({
  address: hostedAddress,
  /** Left out or null: one is generated and given back once. */
  password: z.union([z.null(), z.literal('').transform(() => null), password]).default(null),
  /** Nobody makes a password here: a link to choose one goes to the recovery address. Until then nobody can sign in. */
  invite: onOff.default(false),
  displayName: settings.displayName.default(''),
  /** Left out: the domain's default. */
  quotaBytes: settings.quotaBytes.optional(),
  enabled: settings.enabled.default(true),
  imap: settings.imap.default(true),
  pop3: settings.pop3.default(true),
  submission: settings.submission.default(true),
  sieve: settings.sieve.default(true),
  forwards: settings.forwards.default([]),
  forwardKeepCopy: settings.forwardKeepCopy.default(true),
  recoveryAddress: settings.recoveryAddress.default(null),
  passwordMustChange: settings.passwordMustChange.default(false),
  appPasswordsOnly: settings.appPasswordsOnly.default(false),
  note: settings.note.default(''),
  tags: settings.tags.default([]),
})
export type CreateMailboxInput = z.input<typeof createMailboxInput>

/** Only what is named changes. The address never does: it is what the mail is stored under. */
export const updateMailboxInput = z.strictObject(settings).partial()
export type UpdateMailboxInput = z.input<typeof updateMailboxInput>

/** null or empty: one is generated and given back once. */
export const setPasswordInput = z.strictObject({
  password: z.union([z.null(), z.literal('').transform(() => null), password]).default(null),
  /** At the next sign-in to the person's own pages. */
  passwordMustChange: onOff.default(false),
  /** Also those that were made for single mail programs stop working. */
  revokeAppPasswords: onOff.default(false),
})
export type SetPasswordInput = z.input<typeof setPasswordInput>

export const mailboxView = z.object({
  id: z.uuid(),
  address: z.string(),
  unicodeAddress: z.string(),
  localPart: z.string(),
  domain: domainRef,
  displayName: z.string(),
  quotaBytes: z.int(),
  enabled: z.boolean(),
  imap: z.boolean(),
  pop3: z.boolean(),
  submission: z.boolean(),
  sieve: z.boolean(),
  forwards: z.array(z.string()),
  forwardKeepCopy: z.boolean(),
  recoveryAddress: z.string().nullable(),
  /** When the person proved to read it; null: an administrator set it. */
  recoveryProvedAt: z.iso.datetime().nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  /** null: nobody has chosen one yet. */
  passwordSetAt: z.iso.datetime().nullable(),
  passwordMustChange: z.boolean(),
  appPasswordsOnly: z.boolean(),
  /** The person's own, at the sign-in to their pages. */
  secondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
})
export type MailboxView = z.infer<typeof mailboxView>

/** `generatedPassword` is shown once and stored nowhere. */
export const mailboxSaved = mailboxView.extend({ generatedPassword: z.string().nullable(), warnings: z.array(warning) })
export type MailboxSaved = z.infer<typeof mailboxSaved>

export const mailboxSorts = ['address', 'created', 'quota', 'name'] as const
const filters = {
  search: z.string().max(200).optional(),
  /** Name of the domain. */
  domain: domainInFilter.optional(),
  enabled: onOff.optional(),
  tag: z.string().max(40).optional(),
  /** Those for which this protocol is switched off. */
  protocolOff: z.enum(['imap', 'pop3', 'submission', 'sieve']).optional(),
  forwarding: onOff.optional(),
}
export const mailboxFilter = z.object({ ...filters, sort: z.enum(mailboxSorts).default('address'), descending: onOff.default(false) })
export type MailboxFilter = z.input<typeof mailboxFilter>

export const mailboxSelection = selectionOf(filters)
export type MailboxSelection = z.input<typeof mailboxSelection>

export const bulkMailboxInput = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('enable'), selection: mailboxSelection }),
  z.strictObject({ action: z.literal('disable'), selection: mailboxSelection }),
  z.strictObject({ action: z.literal('delete'), selection: mailboxSelection }),
  z.strictObject({ action: z.literal('quota'), selection: mailboxSelection, quotaBytes: byteSize }),
])
export type BulkMailboxInput = z.input<typeof bulkMailboxInput>

/** What points at the mailbox and would point nowhere, and what is in it. */
export const mailboxImpact = z.object({
  addresses: z.array(z.string()),
  aliases: z.array(z.string()),
  groups: z.array(z.string()),
  forwards: z.array(z.string()),
  recoveryOf: z.array(z.string()),
  elsewhere: z.int().describe('What points here from domains that are not yours'),
  /** What it may send as. */
  grants: z.array(z.string()),
  /** null: the mail host did not answer. */
  bytes: z.int().nullable(),
  messages: z.int().nullable(),
  archiveDays: z.int(),
})
export type MailboxImpact = z.infer<typeof mailboxImpact>
