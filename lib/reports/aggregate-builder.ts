// Elements of an aggregate report as they close -> its head, and records to hand on.
import type { AggregateRecord, AggregateReport, PublishedPolicy } from './aggregate-report'
import type { ReportLimits } from './limits'
import { RefusedReport } from './refusal'

type Fields = Record<string, string>

/** Errors and reasons of one element that are kept. */
const listMax = 100

export class AggregateBuilder {
  private seen = false
  private head: Fields = {}
  private policy: Fields = {}
  private errors: string[] = []
  private record: AggregateRecord | null = null
  private current: Fields = {}
  private ready: AggregateRecord[] = []
  private records = 0
  private messages = 0
  private readonly dispositions = new Map<string, number>()

  constructor(private readonly limits: ReportLimits) {}

  open(path: readonly string[]): void {
    if (path.length === 1) {
      if (path[0] !== 'feedback') throw new RefusedReport('report_not_a_report', { root: path[0] as string })
      this.seen = true
    }
    // By index: taking an array apart costs more than all the rest here.
    const section = path[1]
    if (section === 'record' && path.length === 2) this.record = emptyRecord()
    if ((path.length === 4 && path[2] === 'auth_results') || path[path.length - 1] === 'reason') this.current = {}
  }

  close(path: readonly string[], text: string): void {
    const section = path[1]
    const name = path[path.length - 1] as string
    if (section === 'record') this.closeInRecord(path, name, text)
    else if (section === 'policy_published' && path.length === 3) this.policy[name] ??= text
    else if (section === 'report_metadata' && name === 'error') {
      if (this.errors.length < listMax) this.errors.push(text)
    } else if (section === 'report_metadata' && path.length >= 3) this.head[name] ??= text
    else if (section === 'version' && path.length === 2) this.head.version ??= text
  }

  private closeInRecord(path: readonly string[], name: string, text: string): void {
    const { record } = this
    if (!record) return
    const group = path[2]
    const item = path[3]
    if (path.length === 2) this.endRecord(record)
    else if (group === 'row') this.closeInRow(record, path, name, text)
    else if (group === 'identifiers' || group === 'identities') setIdentifier(record, name, text)
    else if (group === 'auth_results' && path.length === 5) this.current[name] ??= text
    else if (group === 'auth_results' && path.length === 4 && (item === 'dkim' || item === 'spf')) addAuth(record, item, this.current)
  }

  private closeInRow(record: AggregateRecord, path: readonly string[], name: string, text: string): void {
    if (path.length === 4 && name === 'source_ip') record.sourceIp = text
    else if (path.length === 4 && name === 'count') record.count = countOf(text)
    else if (path[path.length - 2] === 'reason') this.current[name] ??= text
    else if (name === 'reason' && record.reasons.length < listMax) {
      record.reasons.push({ type: this.current.type?.toLowerCase() ?? '', comment: this.current.comment ?? '' })
    } else if (path.length === 5 && path[3] === 'policy_evaluated') {
      if (name === 'disposition') record.disposition = text.toLowerCase()
      if (name === 'dkim' || name === 'spf') record[name] = text.toLowerCase()
    }
  }

  private endRecord(record: AggregateRecord): void {
    this.records++
    if (this.records > this.limits.recordsMax) throw new RefusedReport('report_too_many_records', { most: this.limits.recordsMax })
    this.messages += record.count
    if (this.dispositions.has(record.disposition) || this.dispositions.size < listMax)
      this.dispositions.set(record.disposition, (this.dispositions.get(record.disposition) ?? 0) + record.count)
    this.ready.push(record)
    this.record = null
  }

  takeRecords(): AggregateRecord[] {
    const { ready } = this
    this.ready = []
    return ready
  }

  end(): AggregateReport {
    if (!this.seen) throw new RefusedReport('report_empty')
    const { head } = this
    const begin = timeOf('begin', head.begin)
    const end = timeOf('end', head.end)
    return {
      version: head.version ?? null,
      reporter: {
        organisation: head.org_name ?? '',
        email: head.email ?? null,
        contact: head.extra_contact_info ?? null,
        generator: head.generator ?? null,
      },
      reportId: required('report_id', head.report_id),
      begin,
      end,
      errors: this.errors,
      policy: policyOf(this.policy),
      records: this.records,
      messages: this.messages,
      dispositions: Object.fromEntries(this.dispositions),
    }
  }
}

const emptyRecord = (): AggregateRecord => ({
  sourceIp: '',
  count: 0,
  disposition: '',
  dkim: '',
  spf: '',
  reasons: [],
  headerFrom: '',
  envelopeFrom: null,
  envelopeTo: null,
  authDkim: [],
  authSpf: [],
})

function setIdentifier(record: AggregateRecord, name: string, text: string): void {
  if (name === 'header_from') record.headerFrom = text
  if (name === 'envelope_from') record.envelopeFrom = text
  if (name === 'envelope_to') record.envelopeTo = text
}

function addAuth(record: AggregateRecord, kind: 'dkim' | 'spf', fields: Fields): void {
  const domain = fields.domain ?? ''
  const result = fields.result?.toLowerCase() ?? ''
  const explanation = fields.human_result ?? null
  if (kind === 'spf') {
    if (record.authSpf.length < listMax) record.authSpf.push({ domain, scope: fields.scope?.toLowerCase() ?? null, result, explanation })
  } else if (record.authDkim.length < listMax) record.authDkim.push({ domain, selector: fields.selector ?? null, result, explanation })
}

/** An empty count is none; a text that is no number makes the report's sums worthless. */
function countOf(text: string): number {
  if (text === '') return 0
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new RefusedReport('report_field_value', { field: 'count', value: text })
}

function timeOf(field: string, text: string | undefined): number {
  const written = required(field, text)
  // Some write milliseconds' fraction or a float; whole seconds are what the format has.
  if (/^\d{1,12}(?:\.\d+)?$/.test(written)) return Math.floor(Number(written))
  throw new RefusedReport('report_field_value', { field, value: written })
}

function required(field: string, text: string | undefined): string {
  if (text === undefined || text === '') throw new RefusedReport('report_field_missing', { field })
  return text
}

function policyOf(policy: Fields): PublishedPolicy {
  const word = (name: string): string | null => policy[name]?.toLowerCase() ?? null
  return {
    domain: required('domain', policy.domain).toLowerCase().replace(/\.$/, ''),
    p: word('p'),
    sp: word('sp'),
    np: word('np'),
    adkim: word('adkim'),
    aspf: word('aspf'),
    pct: word('pct'),
    fo: word('fo'),
    testing: word('testing'),
    discoveryMethod: word('discovery_method'),
  }
}
