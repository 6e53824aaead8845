// What is asked of the audit and what comes out of it.
import * as z from 'zod'

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => value.replaceAll('\0', ''))

/** A day (UTC) or an instant. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], 'invalid_instant')

/** All that is given must hold; what is empty is not asked. */
export const auditFilter = z.object({
  /** Id of an administrator, or `system`. */
  actor: text(100).optional(),
  /** Anywhere in the name of the subject. */
  subject: text(320).optional(),
  subjectKind: text(60).optional(),
  subjectId: text(100).optional(),
  domain: text(253)
    .transform((value) => value.toLowerCase())
    .optional(),
  host: z.uuid().optional(),
  /** `mailbox.create`, or `mailbox.` for all that happens to mailboxes. */
  action: text(60).optional(),
  from: moment.optional(),
  /** A day counts whole. */
  until: moment.optional(),
})
export type AuditFilter = z.input<typeof auditFilter>

export const changeView = z.object({
  /** Its place in the chain, and the revision that it saved. */
  revision: z.string(),
  at: z.iso.datetime(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  via: z.string(),
  permission: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  subjectName: z.string(),
  /** As people read it, where an international domain is in it. */
  subjectUnicodeName: z.string(),
  domainName: z.string().nullable(),
  domainUnicodeName: z.string().nullable(),
  hostId: z.string().nullable(),
  /** Changed fields only; secrets as "(changed)". */
  before: z.json().nullable(),
  after: z.json().nullable(),
  hash: z.string(),
})
export type ChangeView = z.infer<typeof changeView>
