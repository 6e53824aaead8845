// What an alias is, coming in and going out. The one validator for UI, API, command line and CSV. Components import its types only.
import * as z from 'zod'
import { addressList, domainInFilter, hostedAddressOrCatchAll, instantOrNone, noteText, onOff } from '#lib/addresses/input'
import { domainRef, selectionOf, warning } from '#lib/addresses/view'

export const destinationsMax = 1000

const settings = {
  destinations: addressList(destinationsMax).refine((list) => list.length > 0, 'no_destinations'),
  enabled: onOff,
  /** ISO 8601; null never expires. */
  expiresAt: instantOrNone,
  note: noteText,
}

export const createAliasInput = z.strictObject({
  /** `info@example.org`, or `@example.org` for the catch-all. */
  address: hostedAddressOrCatchAll,
  destinations: settings.destinations,
  enabled: settings.enabled.default(true),
  expiresAt: settings.expiresAt.default(null),
  note: settings.note.default(''),
})
export type CreateAliasInput = z.input<typeof createAliasInput>

/** Only what is named changes. */
export const updateAliasInput = z.strictObject(settings).partial()
export type UpdateAliasInput = z.input<typeof updateAliasInput>

export const aliasView = z.object({
  id: z.uuid(),
  address: z.string(),
  unicodeAddress: z.string(),
  /** Empty for the catch-all. */
  localPart: z.string(),
  catchAll: z.boolean(),
  domain: domainRef,
  /** In a list the first ten; all of them when the alias is asked for alone. */
  destinations: z.array(z.string()),
  destinationCount: z.int(),
  enabled: z.boolean(),
  expiresAt: z.iso.datetime().nullable(),
  expired: z.boolean(),
  note: z.string(),
  /** The person who made it at their own pages; null: an administrator did. */
  owner: z.object({ id: z.uuid(), address: z.string() }).nullable(),
  /** Its name was drawn. */
  disposable: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
})
export type AliasView = z.infer<typeof aliasView>

export const aliasSaved = aliasView.extend({ warnings: z.array(warning) })
export type AliasSaved = z.infer<typeof aliasSaved>

export const aliasSorts = ['address', 'created'] as const
const filters = {
  /** In the address, the note or a destination. */
  search: z.string().max(200).optional(),
  domain: domainInFilter.optional(),
  enabled: onOff.optional(),
  catchAll: onOff.optional(),
  expired: onOff.optional(),
  /** Made by people for themselves, or not. */
  own: onOff.optional(),
  /** Id or address of the mailbox whose person made it. */
  owner: z.string().max(254).optional(),
  /** Exactly this destination. */
  destination: z.string().max(254).optional(),
}
export const aliasFilter = z.object({ ...filters, sort: z.enum(aliasSorts).default('address'), descending: onOff.default(false) })
export type AliasFilter = z.input<typeof aliasFilter>

export const aliasSelection = selectionOf(filters)
export type AliasSelection = z.input<typeof aliasSelection>

export const bulkAliasInput = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('enable'), selection: aliasSelection }),
  z.strictObject({ action: z.literal('disable'), selection: aliasSelection }),
  z.strictObject({ action: z.literal('delete'), selection: aliasSelection }),
])
export type BulkAliasInput = z.input<typeof bulkAliasInput>

/** What points at the address and would point nowhere. */
export const aliasImpact = z.object({
  address: z.string(),
  aliases: z.array(z.string()),
  groups: z.array(z.string()),
  forwards: z.array(z.string()),
  elsewhere: z.int().describe('What points here from domains that are not yours'),
  grants: z.int(),
})
export type AliasImpact = z.infer<typeof aliasImpact>
