// SMTP TLS reports (RFC 8460 4.4). They are small: one JSON document, read whole under a bound.
import * as z from 'zod'
import type { ReportLimits } from './limits'
import { RefusedReport } from './refusal'

const bytesMax = 20 * 1024 * 1024

const text = z.string().max(2000)
const count = z.int().nonnegative()
const strings = z.union([z.array(text).max(1000), text.transform((one) => [one])]).optional()

const failureDetail = z.object({
  'result-type': text,
  'sending-mta-ip': text.optional(),
  'receiving-ip': text.optional(),
  'receiving-mx-hostname': text.optional(),
  'receiving-mx-helo': text.optional(),
  'failed-session-count': count.default(0),
  'additional-information': text.nullish(),
  'failure-reason-code': text.nullish(),
})
const policyResult = z.object({
  policy: z.object({ 'policy-type': text, 'policy-string': strings, 'policy-domain': text, 'mx-host': strings }),
  // Some leave a count out where it is nought.
  summary: z.object({ 'total-successful-session-count': count.default(0), 'total-failure-session-count': count.default(0) }).prefault({}),
  'failure-details': z.array(failureDetail).max(100_000).nullish(),
})
const document = z.object({
  'organization-name': text,
  'date-range': z.object({ 'start-datetime': text, 'end-datetime': text }),
  'contact-info': text.nullish(),
  'report-id': text.min(1),
  policies: z.array(policyResult).max(100_000),
})

export type TlsReport = {
  organisation: string
  contact: string | null
  reportId: string
  start: string
  end: string
  successful: number
  failed: number
  policies: {
    type: string
    domain: string
    text: string[]
    mx: string[]
    successful: number
    failed: number
    failures: {
      type: string
      count: number
      sendingIp: string | null
      receivingIp: string | null
      receivingMx: string | null
      receivingHelo: string | null
      information: string | null
      reason: string | null
    }[]
  }[]
}

export async function readTlsReport(chunks: AsyncIterable<Buffer> | Iterable<Buffer>, limits: ReportLimits): Promise<TlsReport> {
  const most = Math.min(bytesMax, limits.expandedMax)
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > most) throw new RefusedReport('report_too_large', { bytes, most })
    parts.push(chunk)
  }
  const parsed = document.safeParse(jsonOf(Buffer.concat(parts).toString('utf8')))
  if (parsed.success) return viewOf(parsed.data)
  const [issue] = parsed.error.issues
  throw new RefusedReport('report_field_value', { field: issue?.path.join('.') ?? '', value: issue?.message ?? '' })
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new RefusedReport('report_not_json', { reason: error instanceof Error ? error.message : '' })
  }
}

function viewOf(given: z.infer<typeof document>): TlsReport {
  const policies = given.policies.map(({ policy, summary, 'failure-details': details }) => ({
    type: policy['policy-type'],
    domain: policy['policy-domain'],
    text: policy['policy-string'] ?? [],
    mx: policy['mx-host'] ?? [],
    successful: summary['total-successful-session-count'],
    failed: summary['total-failure-session-count'],
    failures: (details ?? []).map((detail) => ({
      type: detail['result-type'],
      count: detail['failed-session-count'],
      sendingIp: detail['sending-mta-ip'] ?? null,
      receivingIp: detail['receiving-ip'] ?? null,
      receivingMx: detail['receiving-mx-hostname'] ?? null,
      receivingHelo: detail['receiving-mx-helo'] ?? null,
      information: detail['additional-information'] ?? null,
      reason: detail['failure-reason-code'] ?? null,
    })),
  }))
  return {
    organisation: given['organization-name'],
    contact: given['contact-info'] ?? null,
    reportId: given['report-id'],
    start: given['date-range']['start-datetime'],
    end: given['date-range']['end-datetime'],
    successful: policies.reduce((sum, { successful }) => sum + successful, 0),
    failed: policies.reduce((sum, { failed }) => sum + failed, 0),
    policies,
  }
}
