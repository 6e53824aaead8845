import * as z from 'zod'
import { csvReport } from '#lib/addresses/view'
import { aliasFilter } from '#lib/aliases/schema'
import { domainFilter } from '#lib/domains/schema'
import { groupFilter } from '#lib/groups/schema'
import { mailboxFilter } from '#lib/mailboxes/schema'
import { operation } from '../operation'
import { one } from './envelope'
import { taskAnswer, taskWait } from './tasks'

const importQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false').describe('Save nothing, but name every mistake'),
  fileName: z.string().max(255).optional().describe('For people who look at the task'),
  wait: taskWait,
})
/** Of a dry run. */
const report = one(csvReport.omit({ generatedPasswords: true, saved: true }).meta({ id: 'CsvReport' }))

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
    query: importQuery,
    body: z.string(),
    takes: 'csv',
    response: report,
    accepted: taskAnswer,
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
    query: importQuery,
    body: z.string(),
    takes: 'csv',
    response: report,
    accepted: taskAnswer,
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
    query: importQuery,
    body: z.string(),
    takes: 'csv',
    response: report,
    accepted: taskAnswer,
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
