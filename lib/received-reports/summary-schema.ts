// What the reports of many days come to, for one domain and for all.
import * as z from 'zod'
import { dkimVerdicts, spfVerdicts } from './judge-record'

export const periods = [7, 30, 90] as const
export const policy = z.enum(['none', 'quarantine', 'reject'])
export type Policy = z.infer<typeof policy>

export const senderView = z.object({
  kind: z.enum(['host', 'relay', 'organisation', 'network']),
  name: z.string(),
  role: z
    .enum(['own', 'proved', 'service', 'forwarder', 'stranger'])
    .describe(
      'own: a host or relay of ours · proved: proves the domain · service: proves only itself · forwarder: sends on · stranger: proves nothing that counts',
    ),
  messages: z.int(),
  aligned: z.int().describe('Proved to be of the domain, by DKIM or SPF'),
  forwarded: z.int().describe('Not proved, and sent on by somebody, as it seems'),
  failed: z.int().describe('Not proved otherwise'),
  days: z.int().describe('On which it sent'),
  why: z.object({ dkim: z.enum(dkimVerdicts), spf: z.enum(spfVerdicts), otherDomain: z.string() }),
  addresses: z.array(z.object({ ip: z.string(), name: z.string(), confirmed: z.boolean(), messages: z.int(), aligned: z.int() })),
  addressCount: z.int(),
})
export type SenderView = z.infer<typeof senderView>

export const outboundView = z.object({
  sent: z.int().describe('Messages that our hosts sent as the domain, by their logs'),
  seen: z.int().describe('Messages of our hosts and relays that reports are about'),
  from: z.iso.datetime(),
  to: z.iso.datetime().describe('The days that log and reports both know'),
})
export type Outbound = z.infer<typeof outboundView>

export const adviceWarnings = ['little_seen', 'others_send'] as const

export const adviceView = z.object({
  verdict: z.enum(['no_reports', 'no_policy', 'too_little', 'too_early', 'mend', 'ready', 'done', 'own_refused']),
  policy: policy.nullable().describe('That is published'),
  to: policy.nullable().describe('The next one'),
  share: z.number().describe('Of the mail that is sent by right, what proves itself'),
  wanted: z.number().optional().describe('The share that the next policy asks for'),
  days: z.int(),
  messages: z.int(),
  aligned: z.int(),
  forwarded: z.int(),
  strangers: z.int().describe('Messages of those who prove nothing'),
  needs: z.object({ days: z.int(), messages: z.int() }),
  mend: z.array(z.object({ kind: senderView.shape.kind, name: z.string(), failed: z.int(), messages: z.int() })),
  outbound: outboundView.nullable(),
  warnings: z
    .array(z.enum(adviceWarnings))
    .describe(
      'little_seen: reports are about few of the messages that we sent · others_send: servers that are not ours send by right, as it seems',
    ),
  others: z.object({ messages: z.int(), names: z.array(z.string()) }).describe('Those servers, the heaviest first'),
})
export type Advice = z.infer<typeof adviceView>

export const dayView = z.object({ day: z.iso.date(), aligned: z.int(), forwarded: z.int(), failed: z.int() })
export type DayView = z.infer<typeof dayView>

export const tlsSummary = z.object({
  sessions: z.int(),
  failed: z.int(),
  failures: z.array(z.object({ type: z.string(), receivingMx: z.string().nullable(), count: z.int(), organisations: z.array(z.string()) })),
})

export const domainReportsView = z.object({
  domain: z.string(),
  days: z.int(),
  messages: z.int(),
  aligned: z.int(),
  reports: z.int(),
  reporters: z.array(z.object({ organisation: z.string(), reports: z.int(), messages: z.int() })),
  lastAt: z.iso.datetime().nullable().describe('End of the newest report'),
  published: z.string().nullable().describe('The policy that the newest report saw'),
  dispositions: z.array(z.object({ disposition: z.string(), messages: z.int() })),
  perDay: z.array(dayView),
  senders: z.array(senderView),
  moreSenders: z.int().describe('Addresses beyond those that were looked at'),
  tls: tlsSummary,
  failureReports: z.int(),
  outbound: outboundView.nullable(),
})
export type DomainReportsView = z.infer<typeof domainReportsView>

export const overviewRow = z.object({
  domain: z.string(),
  shownName: z.string(),
  messages: z.int(),
  aligned: z.int(),
  tlsSessions: z.int(),
  tlsFailed: z.int(),
  published: z.string().nullable(),
  lastAt: z.iso.datetime().nullable(),
})
export type OverviewRow = z.infer<typeof overviewRow>

export const failingSource = z.object({
  domain: z.string(),
  shownName: z.string(),
  ip: z.string(),
  name: z.string(),
  own: z.boolean(),
  messages: z.int(),
})
export const reportsOverview = z.object({
  days: z.int(),
  rows: z.array(overviewRow),
  more: z.int(),
  silent: z.int().describe('Domains that no report is about'),
  failing: z.array(failingSource),
  refused: z.int().describe('Files and mails of this time in which something was refused'),
})
export type ReportsOverview = z.infer<typeof reportsOverview>
