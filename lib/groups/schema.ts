// What a group is: an alias with members and a rule on who may post. The one validator for UI, API and command line.
import * as z from 'zod'
import { addressList, domainInFilter, hostedAddress, lineText, noteText, onOff } from '#lib/addresses/input'
import { domainRef, selectionOf, warning } from '#lib/addresses/view'

/** Postfix expands a message to at most 1,000 addresses (virtual_alias_expansion_limit). */
export const membersMax = 1000
export const sendersMax = 1000

export const whoMayPost = z.enum(['anyone', 'domain', 'members', 'senders'])
export type WhoMayPost = z.infer<typeof whoMayPost>

const settings = {
  name: lineText(120),
  members: addressList(membersMax).refine((list) => list.length > 0, 'no_members'),
  whoMayPost,
  /** Who may post when `whoMayPost` is "senders"; kept, but without effect, otherwise. */
  senders: addressList(sendersMax),
  enabled: onOff,
  note: noteText,
}

export const createGroupInput = z.strictObject({
  address: hostedAddress,
  name: settings.name.default(''),
  members: settings.members,
  whoMayPost: settings.whoMayPost.default('anyone'),
  senders: settings.senders.default([]),
  enabled: settings.enabled.default(true),
  note: settings.note.default(''),
})
export type CreateGroupInput = z.input<typeof createGroupInput>

/** Only what is named changes. */
export const updateGroupInput = z.strictObject(settings).partial()
export type UpdateGroupInput = z.input<typeof updateGroupInput>

export const groupView = z.object({
  id: z.uuid(),
  address: z.string(),
  unicodeAddress: z.string(),
  localPart: z.string(),
  domain: domainRef,
  name: z.string(),
  /** In a list the first ten; all of them when the group is asked for alone. */
  members: z.array(z.string()),
  memberCount: z.int(),
  whoMayPost,
  senders: z.array(z.string()),
  enabled: z.boolean(),
  note: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
})
export type GroupView = z.infer<typeof groupView>

export const groupSaved = groupView.extend({ warnings: z.array(warning) })
export type GroupSaved = z.infer<typeof groupSaved>

export const groupSorts = ['address', 'created'] as const
const filters = {
  search: z.string().max(200).optional(),
  domain: domainInFilter.optional(),
  enabled: onOff.optional(),
  whoMayPost: whoMayPost.optional(),
  /** Exactly this member. */
  member: z.string().max(254).optional(),
}
export const groupFilter = z.object({ ...filters, sort: z.enum(groupSorts).default('address'), descending: onOff.default(false) })
export type GroupFilter = z.input<typeof groupFilter>

export const groupSelection = selectionOf(filters)
export const bulkGroupInput = z.strictObject({ action: z.enum(['enable', 'disable', 'delete']), selection: groupSelection })
export type BulkGroupInput = z.input<typeof bulkGroupInput>
