// What can be changed by the hundred thousand, for the pages, the API and the worker.
import { bulkChangeAliases, measureAliases } from '#lib/aliases/bulk'
import type { BulkAliasInput } from '#lib/aliases/schema'
import { bulkChangeDomains, measureDomains } from '#lib/domains/bulk'
import type { BulkDomainInput } from '#lib/domains/schema'
import { bulkChangeGroups, measureGroups } from '#lib/groups/bulk'
import type { BulkGroupInput } from '#lib/groups/schema'
import { bulkChangeMailboxes, measureMailboxes } from '#lib/mailboxes/bulk'
import type { BulkMailboxInput } from '#lib/mailboxes/schema'
import type { BulkNoun } from './bulk'

export const bulkNouns = {
  domains: { noun: 'domains', change: bulkChangeDomains, measure: measureDomains } satisfies BulkNoun<BulkDomainInput>,
  mailboxes: { noun: 'mailboxes', change: bulkChangeMailboxes, measure: measureMailboxes } satisfies BulkNoun<BulkMailboxInput>,
  aliases: { noun: 'aliases', change: bulkChangeAliases, measure: measureAliases } satisfies BulkNoun<BulkAliasInput>,
  groups: { noun: 'groups', change: bulkChangeGroups, measure: measureGroups } satisfies BulkNoun<BulkGroupInput>,
} as const
