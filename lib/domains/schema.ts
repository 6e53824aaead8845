// What a domain is, coming in and going out. The one validator for UI, API, command line and CSV. Loads the mapping tables of
// international names: components import its types only.
import * as z from 'zod'
import { anyAddress, byteSize, byteSizeOrNone, countOrNone, domainText, noteText, onOff, portOrNone } from '#lib/addresses/input'
import { domainRef, selectionOf, warning } from '#lib/addresses/view'
import { webmailPlace } from '#lib/addresses/web-address'
import { serverName } from '#lib/protocol/names'

export const domainKind = z.enum(['hosted', 'alias', 'relay'])
export type DomainKind = z.infer<typeof domainKind>

/** Local parts that people and machines expect to reach (RFC 2142), in the order in which they are offered. */
export const standardLocalParts = ['postmaster', 'abuse', 'hostmaster', 'webmaster', 'security', 'noc', 'info', 'support', 'sales'] as const
/** Ticked at first: RFC 5321 4.5.1 demands postmaster, and blocklists and networks write to abuse. */
export const standardLocalPartsAdvised: readonly (typeof standardLocalParts)[number][] = ['postmaster', 'abuse']

/** Becomes what transport(5) takes. */
const relayServer = z.union([
  z.null(),
  z.literal('').transform(() => null),
  z.string().transform((text, context) => {
    const parsed = serverName.safeParse(
      text
        .trim()
        .toLowerCase()
        .replace(/^\[ipv6:/, '[IPv6:'),
    )
    if (parsed.success) return parsed.data
    context.issues.push({ code: 'custom', message: 'invalid_server', input: text })
    return z.NEVER
  }),
])

/** As many as a person can keep in mind, and more. */
const ownAliasesMax = z.coerce.number().pipe(z.int().min(0).max(1000))

const settings = {
  note: noteText,
  enabled: onOff,
  /** Of mailboxes; null is no limit. */
  mailboxesMax: countOrNone,
  /** Of aliases and groups together, the catch-all included; null is no limit. */
  aliasesMax: countOrNone,
  /** Bytes that a new mailbox gets when nothing else is said; 0 is unlimited. */
  defaultQuotaBytes: byteSize,
  /** Bytes that one mailbox may have at most; null is no limit. */
  largestQuotaBytes: byteSizeOrNone,
  /** Bytes that all mailboxes may have together; null is no limit. */
  totalQuotaBytes: byteSizeOrNone,
  /** People may forward their mail to addresses of domains that are not here. */
  forwardOutside: onOff,
  /** Aliases that each person here may make for their own mailbox; 0 is none. */
  ownAliasesMax,
  /** The same of disposable ones, whose names are drawn. */
  disposableAliasesMax: ownAliasesMax,
  /** Where its people read mail in a browser; null is as its host says, `none` is nowhere. */
  webmailUrl: webmailPlace,
  /** Relay domain: where its mail goes; null asks the DNS for the MX hosts behind ours. */
  relayServer,
  relayPort: portOrNone,
  relayLookupMx: onOff,
  /** Relay domain: true accepts only the listed recipients. */
  relayListed: onOff,
}

export const createDomainInput = z.strictObject({
  name: domainText,
  kind: domainKind.default('hosted'),
  /** Name or id of the mail host; may be left out when there is one host only. */
  host: z.string().trim().max(253).optional(),
  /** Alias domain: name of the hosted domain that it mirrors. */
  target: z.union([z.null(), z.literal('').transform(() => null), domainText]).default(null),
  note: settings.note.default(''),
  enabled: settings.enabled.default(true),
  mailboxesMax: settings.mailboxesMax.default(null),
  aliasesMax: settings.aliasesMax.default(null),
  defaultQuotaBytes: settings.defaultQuotaBytes.default(1024 ** 3),
  largestQuotaBytes: settings.largestQuotaBytes.default(null),
  totalQuotaBytes: settings.totalQuotaBytes.default(null),
  forwardOutside: settings.forwardOutside.default(true),
  ownAliasesMax: settings.ownAliasesMax.default(0),
  disposableAliasesMax: settings.disposableAliasesMax.default(0),
  webmailUrl: settings.webmailUrl.default(null),
  relayServer: settings.relayServer.default(null),
  relayPort: settings.relayPort.default(null),
  relayLookupMx: settings.relayLookupMx.default(false),
  relayListed: settings.relayListed.default(false),
  /** RFC 2142 addresses to make as aliases of one destination. */
  standardAddresses: z
    .strictObject({ localParts: z.array(z.enum(standardLocalParts)).min(1).max(standardLocalParts.length), destination: anyAddress })
    .nullable()
    .default(null),
})
export type CreateDomainInput = z.input<typeof createDomainInput>

/** Only what is named changes. */
export const updateDomainInput = z
  .strictObject({
    kind: domainKind,
    host: z.string().trim().max(253),
    target: z.union([z.null(), z.literal('').transform(() => null), domainText]),
    ...settings,
  })
  .partial()
export type UpdateDomainInput = z.input<typeof updateDomainInput>

export const domainView = z.object({
  id: z.uuid(),
  name: z.string(),
  unicodeName: z.string(),
  kind: domainKind,
  enabled: z.boolean(),
  host: z.object({ id: z.uuid(), name: z.string() }),
  target: domainRef.nullable(),
  /** Names of the alias domains that mirror this one. */
  mirrors: z.array(domainRef),
  relayServer: z.string().nullable(),
  relayPort: z.int().nullable(),
  relayLookupMx: z.boolean(),
  relayListed: z.boolean(),
  mailboxesMax: z.int().nullable(),
  aliasesMax: z.int().nullable(),
  defaultQuotaBytes: z.int(),
  largestQuotaBytes: z.int().nullable(),
  totalQuotaBytes: z.int().nullable(),
  forwardOutside: z.boolean(),
  ownAliasesMax: z.int(),
  disposableAliasesMax: z.int(),
  webmailUrl: z.string().nullable(),
  note: z.string(),
  mailboxCount: z.int(),
  aliasCount: z.int(),
  groupCount: z.int(),
  quotaSumBytes: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
})
export type DomainView = z.infer<typeof domainView>

/** `warnings`: the destination of the standard addresses is unknown here. */
export const domainSaved = domainView.extend({ warnings: z.array(warning) })
export type DomainSaved = z.infer<typeof domainSaved>

export const domainSorts = ['name', 'created', 'mailboxes', 'quota'] as const
const filters = {
  search: z.string().max(200).optional(),
  kind: domainKind.optional(),
  enabled: onOff.optional(),
  /** Name or id. */
  host: z.string().max(253).optional(),
  hasCatchAll: onOff.optional(),
}
export const domainFilter = z.object({ ...filters, sort: z.enum(domainSorts).default('name'), descending: onOff.default(false) })
export type DomainFilter = z.input<typeof domainFilter>

export const domainSelection = selectionOf(filters)

/** A domain is deleted alone, after a look at what goes with it. */
export const bulkDomainInput = z.strictObject({ action: z.enum(['enable', 'disable']), selection: domainSelection })
export type BulkDomainInput = z.input<typeof bulkDomainInput>

/** What a deletion would take along and what would point nowhere after it. */
export const domainImpact = z.object({
  mailboxes: z.int(),
  aliases: z.int(),
  groups: z.int(),
  relayRecipients: z.int(),
  mirrors: z.array(z.string()),
  /** Elsewhere: aliases, groups and forwards with a destination in this domain; grants to send as it, or held by its mailboxes. */
  aliasesPointingHere: z.int(),
  groupsPointingHere: z.int(),
  forwardsPointingHere: z.int(),
  grants: z.int(),
  quotaSumBytes: z.int(),
  /** Days that the mail of its mailboxes is kept. */
  archiveDays: z.int(),
})
export type DomainImpact = z.infer<typeof domainImpact>

export const relayRecipientsInput = z.strictObject({
  add: z.union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean))]).default([]),
  remove: z.union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean))]).default([]),
})
export type RelayRecipientsInput = z.input<typeof relayRecipientsInput>
