// The mail of deleted mailboxes, while it is kept.
import * as z from 'zod'
import { domainInFilter } from '#lib/addresses/input'

/** archiving: the host has yet to move it · kept · restoring: it is coming back · restored · purged: it is gone for good · failed: see errorCode */
export const archiveState = z.enum(['archiving', 'kept', 'restoring', 'restored', 'purged', 'failed'])
export type ArchiveState = z.infer<typeof archiveState>

export const archivedView = z.object({
  id: z.uuid(),
  address: z.string(),
  unicodeAddress: z.string(),
  domainName: z.string(),
  host: z.object({ id: z.uuid(), name: z.string() }),
  /** null until the mail host has moved it. */
  bytes: z.int().nullable(),
  messages: z.int().nullable(),
  state: archiveState,
  errorCode: z.string().nullable(),
  deletedAt: z.iso.datetime(),
  purgeAfter: z.iso.datetime(),
  restoredAt: z.iso.datetime().nullable(),
})
export type ArchivedView = z.infer<typeof archivedView>

export const archiveFilter = z.object({
  /** Part of the address. */
  search: z.string().max(200).optional(),
  domain: domainInFilter.optional(),
  state: archiveState.optional(),
})
export type ArchiveFilter = z.input<typeof archiveFilter>

const keptAppPassword = z.object({
  ...{ name: z.string(), selector: z.string(), secretHash: z.string(), networks: z.array(z.string()) },
  ...{ imap: z.boolean(), pop3: z.boolean(), submission: z.boolean(), sieve: z.boolean() },
  ...{ createdAt: z.string(), expiresAt: z.string().nullable() },
})

/** What is needed to make the mailbox again, as it was put away. Unknown keys are of later versions. */
export const snapshot = z.object({
  mailboxId: z.uuid(),
  displayName: z.string(),
  passwordHash: z.string(),
  passwordSetAt: z.string().nullable(),
  /** These four are not in what earlier versions put away. */
  passwordMustChange: z.boolean().default(false),
  recoveryProvedAt: z.string().nullable().default(null),
  locale: z.string().nullable().default(null),
  appPasswordsOnly: z.boolean().default(false),
  quotaBytes: z.int(),
  enabled: z.boolean(),
  imap: z.boolean(),
  pop3: z.boolean(),
  submission: z.boolean(),
  sieve: z.boolean(),
  forwards: z.array(z.string()),
  forwardKeepCopy: z.boolean(),
  recoveryAddress: z.string().nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  senders: z.array(z.string()),
  /** Vacation and filters, as lib/rules keeps them. */
  rules: z.object({ vacation: z.json(), filters: z.json() }).nullable().default(null),
  /** Addresses that agreed to get its mail. */
  agreed: z.array(z.string()).default([]),
  secondFactor: z
    .object({ totpSealed: z.string(), totpStep: z.int().nullable(), totpSince: z.string(), recoveryCodes: z.array(z.string()) })
    .nullable()
    .default(null),
  appPasswords: z.array(keptAppPassword).default([]),
})
export type Snapshot = z.infer<typeof snapshot>
