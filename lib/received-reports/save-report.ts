// Writes one report and what is in it, in the caller's transaction. `collect` takes records as they are read; few stay here until the report is whole and go
// out with it in one statement, many go ahead of it behind a savepoint, so that a report of a million costs no memory and one that turns out wrong leaves
// nothing. A report whose key is there already is not written again.
import { createHash } from 'node:crypto'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import type { AggregateRecord } from '#lib/reports/aggregate-report'
import { isAligned, type RecordRow, recordRow } from './record-row'
import type { ReportRow } from './report-row'

/** Kept until they are written. */
const recordsAtOnce = 1000

export class ReportWriter {
  private waiting: RecordRow[] = []
  private position = 0
  private isAhead = false
  private id = uuid7()
  /** Messages that proved to be the domain's. */
  good = 0

  constructor(
    private readonly tx: Tx,
    private readonly originalId: string,
  ) {}

  async collect(records: AggregateRecord[]): Promise<void> {
    for (const record of records) {
      const row = recordRow(record, this.position++)
      if (isAligned(row)) this.good += row.c
      this.waiting.push(row)
    }
    if (this.waiting.length >= recordsAtOnce) await this.goAhead()
  }

  private async goAhead(): Promise<void> {
    if (!this.isAhead) {
      await this.tx.$executeRaw`savepoint report`
      await this.tx.$executeRaw`insert into "ReceivedReport" (id, "originalId") values (${this.id}::uuid, ${this.originalId}::uuid)`
      this.isAhead = true
    }
    const rows = this.waiting
    this.waiting = []
    await this.tx.$executeRaw`
      insert into "ReportRecord" ("reportId", position, "sourceIp", count, disposition, dkim, spf, forwarded, "headerFrom", "envelopeFrom", "otherDomain", details)
      select ${this.id}::uuid, n, ip, c, disposition, dkim, spf, f, header, envelope, other, d from json_to_recordset(${JSON.stringify(rows)}::json)
        as t(n int, ip text, c bigint, disposition text, dkim text, spf text, f boolean, header text, envelope text, other text, d jsonb)`
  }

  /** The id of what was written; null: it was known. `domainId` is null of what is refused. */
  async end(row: ReportRow, domainId: string | null): Promise<string | null> {
    const written = this.isAhead ? await this.endAhead(row, domainId) : await this.insert(row, domainId, this.waiting)
    this.waiting = []
    this.position = 0
    this.good = 0
    this.isAhead = false
    this.id = uuid7()
    return written
  }

  private async endAhead(row: ReportRow, domainId: string | null): Promise<string | null> {
    const key = keyOf(row, domainId)
    if (row.refusal !== null || (await this.isKnown(key))) {
      await this.tx.$executeRaw`rollback to savepoint report`
      return row.refusal === null ? null : this.insert(row, null, [])
    }
    if (this.waiting.length > 0) await this.goAhead()
    const { kind, organisation, reportId, domainName, beginsAt, endsAt, messages, good, records, details } = row
    const data = { key, domainId, kind, organisation, reportId, domainName, beginsAt, endsAt, messages, good, records, details }
    await this.tx.receivedReport.update({ where: { id: this.id }, data })
    await this.tx.$executeRaw`release savepoint report`
    return this.id
  }

  private async isKnown(key: string | null): Promise<boolean> {
    return key !== null && (await this.tx.receivedReport.count({ where: { key } })) > 0
  }

  private async insert(row: ReportRow, domainId: string | null, records: readonly RecordRow[]): Promise<string | null> {
    const { id } = this
    const rows = row.refusal === null ? records : []
    const report = JSON.stringify({ ...row, id, originalId: this.originalId, domainId, key: keyOf(row, domainId) })
    const written = await this.tx.$queryRaw<unknown[]>`
      with report as (
        insert into "ReceivedReport" (id, "originalId", "domainId", key, kind, organisation, "reportId", "domainName", "beginsAt", "endsAt", messages, good, records, details, refusal)
        select id, "originalId", "domainId", key, kind, organisation, "reportId", "domainName", "beginsAt", "endsAt", messages, good, records, details, nullif(refusal, 'null'::jsonb)
        from json_to_record(${report}::json) as t(id uuid, "originalId" uuid, "domainId" uuid, key text, kind text, organisation text, "reportId" text, "domainName" text,
          "beginsAt" timestamptz, "endsAt" timestamptz, messages bigint, good bigint, records int, details jsonb, refusal jsonb)
        on conflict (key) do nothing returning id
      ), lines as (
        insert into "ReportRecord" ("reportId", position, "sourceIp", count, disposition, dkim, spf, forwarded, "headerFrom", "envelopeFrom", "otherDomain", details)
        select report.id, n, ip, c, disposition, dkim, spf, f, header, envelope, other, d from report, json_to_recordset(${JSON.stringify(rows)}::json)
          as t(n int, ip text, c bigint, disposition text, dkim text, spf text, f boolean, header text, envelope text, other text, d jsonb)
      )
      select id from report`
    return written.length > 0 ? id : null
  }
}

/** Reporters number their reports as they please, some anew for each domain. */
function keyOf({ kind, organisation, reportId, domainName, refusal }: ReportRow, domainId: string | null): string | null {
  if (refusal !== null || domainId === null) return null
  return createHash('sha256').update([kind, organisation, reportId, domainName].join('\n').toLowerCase()).digest('hex')
}
