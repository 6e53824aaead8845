// Writes reports and what is in them, in the caller's transaction. `collect` takes the lines of one as they are read, `end` ends it. Small ones wait here and
// go out together in one statement; a large one goes ahead behind a savepoint, so that a report of a million lines costs no memory and one that turns out wrong leaves nothing. A
// report whose key is there already is not written again.
import { createHash } from 'node:crypto'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import type { AggregateRecord } from '#lib/reports/aggregate-report'
import { type RecordGroup, RecordGroups } from './record-groups'
import type { ReportRow } from './report-row'
import { saveTls, type TlsPolicies } from './save-tls'

/** Lines of one report that wait before it goes ahead, and of all reports before they go out. */
const linesAtOnce = { one: 1000, all: 1000 }

/** `isWritten` is known when the writer has settled: false, the report was here before. `domainId` is null of what is refused. */
export type Written = { id: string; isWritten: boolean }
type Waiting = Written & {
  row: ReportRow
  originalId: Promise<string>
  domainId: string | null
  groups: RecordGroup[]
  tls: TlsPolicies | null
}

export class ReportWriter {
  private groups = new RecordGroups()
  private waiting: Waiting[] = []
  private waitingLines = 0
  private isAhead = false
  private id = uuid7()
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly tx: Tx) {}

  /** Messages of the present report that proved to be the domain's. */
  get good(): number {
    return this.groups.good
  }

  async collect(originalId: Promise<string>, records: readonly AggregateRecord[]): Promise<void> {
    for (const record of records) this.groups.add(record)
    if (this.groups.waiting >= linesAtOnce.one) await this.goAhead(originalId)
  }

  async end(row: ReportRow, originalId: Promise<string>, domainId: string | null, tls: TlsPolicies | null): Promise<Written> {
    const written = this.isAhead ? await this.endAhead(row, originalId, domainId) : this.keep(row, originalId, domainId, tls)
    this.groups = new RecordGroups()
    this.isAhead = false
    this.id = uuid7()
    if (this.waitingLines >= linesAtOnce.all) await this.flush()
    return written
  }

  private keep(row: ReportRow, originalId: Promise<string>, domainId: string | null, tls: TlsPolicies | null): Written {
    this.waitingLines += this.groups.waiting
    const groups = row.refusal === null ? this.groups.take() : []
    const waiting = { id: this.id, isWritten: false, row, originalId, domainId, groups, tls }
    this.waiting.push(waiting)
    return waiting
  }

  /** All that was given to it is written, and `isWritten` of each said. */
  async settle(): Promise<void> {
    await this.flush()
    await this.writing
  }

  /** Postgres writes these while the next ones are read. */
  private async flush(): Promise<void> {
    await this.writing
    const { waiting } = this
    this.waiting = []
    this.waitingLines = 0
    if (waiting.length === 0) return
    this.writing = this.write(waiting)
    // Whoever waits for it next hears of its failure.
    this.writing.catch(() => undefined)
    await new Promise(setImmediate)
  }

  private async write(waiting: readonly Waiting[]): Promise<void> {
    const originals = await Promise.all(waiting.map(({ originalId }) => originalId))
    const reports = waiting.map(({ row, id, domainId }, index) => ({
      ...row,
      ...{ id, originalId: originals[index], domainId, key: keyOf(row, domainId) },
    }))
    const groups = waiting.flatMap(({ id, groups }) => groups.map((group) => rowOf(id, group)))
    const written = await this.tx.$queryRaw<{ id: string }[]>`
      with report as (
        insert into "ReceivedReport" (id, "originalId", "domainId", key, kind, organisation, "reportId", "domainName", "beginsAt", "endsAt", messages, good, records, details, refusal)
        select id, "originalId", "domainId", key, kind, organisation, "reportId", "domainName", "beginsAt", "endsAt", messages, good, records, details, nullif(refusal, 'null'::jsonb)
        from json_to_recordset(${JSON.stringify(reports)}::json) as t(id uuid, "originalId" uuid, "domainId" uuid, key text, kind text, organisation text, "reportId" text,
          "domainName" text, "beginsAt" timestamptz, "endsAt" timestamptz, messages bigint, good bigint, records int, details jsonb, refusal jsonb)
        on conflict (key) do nothing returning id
      ), groups as (
        insert into "ReportGroup" ("reportId", position, disposition, dkim, spf, forwarded, "otherDomain", messages, "sourceIps", counts, details)
        select r, n, disposition, dkim, spf, forwarded, other, m, i, c, d from json_to_recordset(${JSON.stringify(groups)}::json)
          as t(r uuid, n int, disposition text, dkim text, spf text, forwarded boolean, other text, m bigint, i text[], c bigint[], d json) join report on report.id = r
      )
      select id::text as id from report`
    const ids = new Set(written.map(({ id }) => id))
    for (const one of waiting) {
      one.isWritten = ids.has(one.id)
      if (one.isWritten && one.tls) await saveTls(this.tx, one.id, one.tls)
    }
  }

  private async goAhead(originalId: Promise<string>): Promise<void> {
    if (!this.isAhead) {
      // What waits was read before it, and may be the same.
      await this.settle()
      await this.tx.$executeRaw`savepoint report`
      await this.tx.$executeRaw`insert into "ReceivedReport" (id, "originalId") values (${this.id}::uuid, ${await originalId}::uuid)`
      this.isAhead = true
    }
    const groups = this.groups.take().map((group) => rowOf(this.id, group))
    await this.tx.$executeRaw`
      insert into "ReportGroup" ("reportId", position, disposition, dkim, spf, forwarded, "otherDomain", messages, "sourceIps", counts, details)
      select r, n, disposition, dkim, spf, forwarded, other, m, i, c, d from json_to_recordset(${JSON.stringify(groups)}::json)
        as t(r uuid, n int, disposition text, dkim text, spf text, forwarded boolean, other text, m bigint, i text[], c bigint[], d json)`
  }

  private async endAhead(row: ReportRow, originalId: Promise<string>, domainId: string | null): Promise<Written> {
    const key = keyOf(row, domainId)
    if (row.refusal !== null || (await this.isKnown(key))) {
      await this.tx.$executeRaw`rollback to savepoint report`
      if (row.refusal === null) return { id: this.id, isWritten: false }
      this.groups = new RecordGroups()
      return this.keep(row, originalId, null, null)
    }
    if (this.groups.waiting > 0) await this.goAhead(originalId)
    const { kind, organisation, reportId, domainName, beginsAt, endsAt, messages, good, records, details } = row
    const data = { key, domainId, kind, organisation, reportId, domainName, beginsAt, endsAt, messages, good, records, details }
    await this.tx.receivedReport.update({ where: { id: this.id }, data })
    await this.tx.$executeRaw`release savepoint report`
    return { id: this.id, isWritten: true }
  }

  private async isKnown(key: string | null): Promise<boolean> {
    return key !== null && (await this.tx.receivedReport.count({ where: { key } })) > 0
  }
}

/** As Postgres gets it. */
const rowOf = (reportId: string, { n, disposition, dkim, spf, forwarded, otherDomain, messages, ips, counts, details }: RecordGroup) => ({
  ...{ r: reportId, n, disposition, dkim, spf, forwarded, other: otherDomain, m: messages, i: ips, c: counts, d: details },
})

/** Reporters number their reports as they please, some anew for each domain. */
function keyOf({ kind, organisation, reportId, domainName, refusal }: ReportRow, domainId: string | null): string | null {
  if (refusal !== null || domainId === null) return null
  return createHash('sha256').update([kind, organisation, reportId, domainName].join('\n').toLowerCase()).digest('hex')
}
