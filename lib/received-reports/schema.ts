// Reports of strangers about mail in the name of our domains, coming out. Everything in them is what strangers wrote: bounded when it was kept, shown as
// text everywhere.
import * as z from 'zod'
import { domainInFilter } from '#lib/addresses/input'
import { dkimVerdicts, spfVerdicts } from './judge-record'

export const reportKinds = ['aggregate', 'tls', 'failure'] as const
export const reportKind = z.enum(reportKinds)
export type ReportKind = z.infer<typeof reportKind>

export const refusalView = z.object({
  code: z.string().describe('Names a sentence of messages/<locale>/reports.json'),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type RefusalView = z.infer<typeof refusalView>

/** What became of one report of a file. known: it had been taken before, and counts once. */
export const importedView = z.object({
  result: z.enum(['taken', 'known', 'refused']),
  id: z.uuid().nullable().describe('null: of a report that was known'),
  kind: reportKind.nullable(),
  organisation: z.string(),
  reportId: z.string(),
  domain: z.string(),
  messages: z.int(),
  refusal: refusalView.nullable(),
})
export type ImportedView = z.infer<typeof importedView>

export const publishedPolicy = z.object({
  domain: z.string(),
  p: z.string().nullable(),
  sp: z.string().nullable(),
  np: z.string().nullable(),
  adkim: z.string().nullable(),
  aspf: z.string().nullable(),
  pct: z.string().nullable(),
  testing: z.string().nullable(),
})
export const aggregateDetails = z.object({
  email: z.string().nullable(),
  contact: z.string().nullable(),
  generator: z.string().nullable(),
  errors: z.array(z.string()),
  /** Bytes that were no text became U+FFFD. */
  replaced: z.boolean(),
  policy: publishedPolicy,
  dispositions: z.record(z.string(), z.number()),
})
export type AggregateDetails = z.infer<typeof aggregateDetails>

export const failureDetails = z.object({
  feedbackType: z.string().nullable(),
  authFailure: z.string().nullable(),
  sourceIp: z.string().nullable(),
  arrival: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  messageId: z.string().nullable(),
})
export type FailureDetails = z.infer<typeof failureDetails>

export const tlsDetails = z.object({ contact: z.string().nullable() })

export const reportView = z.object({
  id: z.uuid(),
  kind: reportKind.nullable().describe('null: refused before it was known'),
  state: z.enum(['taken', 'refused']),
  organisation: z.string().describe('Of who reports, as it calls itself'),
  reportId: z.string(),
  domain: z.string().describe('That it is about, as it says'),
  domainId: z.uuid().nullable(),
  beginsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  messages: z.int().describe('Messages, or sessions of a report about TLS'),
  good: z.int().describe('Those of them that passed'),
  records: z.int(),
  refusal: refusalView.nullable(),
  fileName: z.string(),
  via: z.enum(['upload', 'api', 'cli', 'inbox']),
  broughtBy: z.string(),
  receivedAt: z.iso.datetime(),
})
export type ReportView = z.infer<typeof reportView>

export const recordView = z.object({
  position: z.int(),
  sourceIp: z.string(),
  sourceName: z.string().nullable(),
  count: z.int(),
  disposition: z.string(),
  aligned: z.boolean(),
  dkim: z.enum(dkimVerdicts),
  spf: z.enum(spfVerdicts),
  forwarded: z.boolean(),
  otherDomain: z.string(),
  headerFrom: z.string(),
  envelopeFrom: z.string(),
  reasons: z.array(z.object({ type: z.string(), comment: z.string() })),
  dkimResults: z.array(z.object({ domain: z.string(), selector: z.string(), result: z.string() })),
  spfResults: z.array(z.object({ domain: z.string(), scope: z.string(), result: z.string() })),
})
export type RecordView = z.infer<typeof recordView>

export const tlsResultView = z.object({
  policyType: z.string(),
  policyText: z.array(z.string()),
  mx: z.array(z.string()),
  successful: z.int(),
  failed: z.int(),
  failures: z.array(
    z.object({
      type: z.string(),
      count: z.int(),
      sendingIp: z.string().nullable(),
      receivingIp: z.string().nullable(),
      receivingMx: z.string().nullable(),
      information: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})
export type TlsResultView = z.infer<typeof tlsResultView>

export const reportDetailView = reportView.extend({
  aggregate: aggregateDetails.nullable(),
  failure: failureDetails.nullable(),
  tls: z.array(tlsResultView).nullable(),
  rows: z.array(recordView).describe('Of an aggregate report: those with the most messages first'),
  bytes: z.int().describe('Of the original'),
})
export type ReportDetailView = z.infer<typeof reportDetailView>

export const reportFilter = z.object({
  domain: domainInFilter.optional(),
  kind: reportKind.optional(),
  state: z.enum(['taken', 'refused']).optional(),
  /** Part of who reports, of the report's id or of the file's name. */
  search: z.string().max(200).optional(),
})
export type ReportFilter = z.input<typeof reportFilter>
