import * as z from 'zod'
import { csvReport } from '#lib/addresses/view'
import { aliasFilter } from '#lib/aliases/schema'
import { domainFilter } from '#lib/domains/schema'
import { groupFilter } from '#lib/groups/schema'
import { mailboxFilter } from '#lib/mailboxes/schema'
import { operation } from '../operation'
import { saved, waitQuery } from './envelope'

const dryRun = waitQuery.extend({ dryRun: z.enum(['true', 'false']).default('false').describe('Save nothing, but name every mistake') })
const report = saved(
  csvReport.meta({ id: 'CsvReport', description: '`generatedPasswords` are shown in this answer alone and kept nowhere in clear' }),
)

export const csvOperations = {
  exportMailboxes: operation({
    method: 'GET',
    path: '/api/v1/mailboxes.csv',
    name: 'exportMailboxes',
    tag: 'CSV',
    summary: 'Mailboxes as CSV, all that match',
    access: 'mailbox.read',
    query: mailboxFilter,
    response: z.string(),
    gives: 'csv',
  }),
  importMailboxes: operation({
    method: 'POST',
    path: '/api/v1/mailboxes.csv',
    name: 'importMailboxes',
    tag: 'CSV',
    summary: 'Make mailboxes of CSV: all lines or none',
    access: 'mailbox.write',
    query: dryRun,
    body: z.string(),
    takes: 'csv',
    response: report,
  }),
  exportAliases: operation({
    method: 'GET',
    path: '/api/v1/aliases.csv',
    name: 'exportAliases',
    tag: 'CSV',
    summary: 'Aliases as CSV, all that match',
    access: 'alias.read',
    query: aliasFilter,
    response: z.string(),
    gives: 'csv',
  }),
  importAliases: operation({
    method: 'POST',
    path: '/api/v1/aliases.csv',
    name: 'importAliases',
    tag: 'CSV',
    summary: 'Make aliases of CSV: all lines or none',
    access: 'alias.write',
    query: dryRun,
    body: z.string(),
    takes: 'csv',
    response: report,
  }),
  exportGroups: operation({
    method: 'GET',
    path: '/api/v1/groups.csv',
    name: 'exportGroups',
    tag: 'CSV',
    summary: 'Groups as CSV, all that match',
    access: 'group.read',
    query: groupFilter,
    response: z.string(),
    gives: 'csv',
  }),
  importGroups: operation({
    method: 'POST',
    path: '/api/v1/groups.csv',
    name: 'importGroups',
    tag: 'CSV',
    summary: 'Make groups of CSV: all lines or none',
    access: 'group.write',
    query: dryRun,
    body: z.string(),
    takes: 'csv',
    response: report,
  }),
  exportDomains: operation({
    method: 'GET',
    path: '/api/v1/domains.csv',
    name: 'exportDomains',
    tag: 'CSV',
    summary: 'Domains as CSV, all that match',
    access: 'domain.read',
    query: domainFilter,
    response: z.string(),
    gives: 'csv',
  }),
}
