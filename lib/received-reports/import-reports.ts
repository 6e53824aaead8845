// A file or a mail -> the reports in it, kept. All of it is one transaction: each report is there whole or refused whole, with the original beside it, and
// nothing of it is there when anything fails in between. What is about no domain that the actor may act for is refused, and answered as if it were not here.
import 'server-only'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { parseDomain } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { countRequest } from '#lib/auth/request-limit'
import { inScope } from '#lib/auth/scope'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { AppError } from '#lib/errors'
import { type ReportLimits, reportLimits } from '#lib/reports/limits'
import { eachReport, type ReportRead } from '#lib/reports/read-reports'
import { cleanText } from './clean-text'
import { queueLookUp } from './queue-look-up'
import { type ReportRow, reportRows, tlsPoliciesOf } from './report-row'
import { ReportWriter } from './save-report'
import { saveTls } from './save-tls'
import type { ImportedView, ReportView } from './schema'

export type Brought = { fileName: string; via: ReportView['via'] }
export type ReportFile = Brought & { content: Buffer }

/** Of one person: each may be a million records. */
const filesPerMinute = 300

export async function importReports(
  actor: Actor,
  content: Buffer,
  brought: Brought,
  limits: ReportLimits = reportLimits,
): Promise<ImportedView[]> {
  if (actor.kind === 'administrator' && !(await countRequest([{ key: `reports:${actor.id}`, max: filesPerMinute, minutes: 1 }])))
    throw new AppError('rate_limited')
  const [imported = []] = await importFiles(actor, [{ content, ...brought }], limits)
  return imported
}

/** Several in one transaction, for a mailbox full of small ones; what became of each, in their order. */
export async function importFiles(
  actor: Actor,
  files: readonly ReportFile[],
  limits: ReportLimits = reportLimits,
): Promise<ImportedView[][]> {
  const { value } = await recordChange(actor, 'report.write', async (tx) => {
    const taking = new Taking(tx, actor, limits)
    const all: Taken[][] = []
    const entries: ChangeEntry[] = []
    for (const file of files) {
      const { originalId, imported } = await taking.file(file)
      all.push(imported)
      // What the worker finds in a mailbox by itself is nobody's change.
      if (actor.kind !== 'system') entries.push(...entriesOf(imported, originalId, file))
    }
    if (all.flat().some(({ result, kind }) => result === 'taken' && kind === 'aggregate')) await queueLookUp(tx)
    return { value: all, entries, domains: [] }
  })
  return value.map((imported) => imported.map(({ domainName: _, ...view }) => view))
}

type Taken = ImportedView & { domainName: string | null }
type FoundDomain = { id: string; name: string }

class Taking {
  private readonly domains = new Map<string, FoundDomain | null>()

  constructor(
    private readonly tx: Tx,
    private readonly actor: Actor,
    private readonly limits: ReportLimits,
  ) {}

  async file({ content, ...brought }: ReportFile): Promise<{ originalId: string; imported: Taken[] }> {
    const digest = createHash('sha256').update(content).digest('hex')
    const originalId = await keepOriginal(this.tx, this.actor, content, brought, digest)
    const writer = new ReportWriter(this.tx, originalId)
    const imported: Taken[] = []
    const now = new Date()
    for await (const read of eachReport(content, (records) => writer.collect(records), this.limits))
      for (const row of reportRows(read, { good: writer.good, digest, now })) imported.push(await this.keep(writer, row, read))
    return { originalId, imported }
  }

  private async keep(writer: ReportWriter, row: ReportRow, read: ReportRead): Promise<Taken> {
    const domain = row.refusal ? null : await this.domainOf(row.domainName)
    const judged = row.refusal || domain ? row : { ...row, refusal: { code: 'report_foreign_domain', values: { domain: row.domainName } } }
    const id = await writer.end(judged, domain?.id ?? null)
    if (id !== null && judged.refusal === null && read.kind === 'tls')
      await saveTls(this.tx, id, tlsPoliciesOf(read.report, row.domainName))
    return {
      result: judged.refusal ? 'refused' : id === null ? 'known' : 'taken',
      id: judged.refusal ? null : id,
      kind: row.kind,
      organisation: row.organisation,
      reportId: row.reportId,
      domain: row.domainName,
      messages: row.messages,
      refusal: judged.refusal,
      domainName: domain?.name ?? null,
    }
  }

  private async domainOf(text: string): Promise<FoundDomain | null> {
    const known = this.domains.get(text)
    if (known !== undefined) return known
    const found = await findDomain(this.tx, this.actor, text)
    this.domains.set(text, found)
    return found
  }
}

/** Packed by a second hand it would grow. */
const isPacked = (content: Buffer): boolean => (content[0] === 0x1f && content[1] === 0x8b) || (content[0] === 0x50 && content[1] === 0x4b)

/** The same bytes are kept once. Who brings them again hears anew of what was refused: the domain may be here by now. */
async function keepOriginal(tx: Tx, actor: Actor, content: Buffer, { fileName, via }: Brought, digest: string): Promise<string> {
  // Bytes beyond the reader's limit are none that anybody will look at.
  const kept = content.length > reportLimits.bytesMax ? Buffer.alloc(0) : content
  const packed = !isPacked(kept)
  const bytes = packed ? gzipSync(kept) : kept
  const [row] = await tx.$queryRaw<{ id: string; fresh: boolean }[]>`
    insert into "ReportOriginal" (id, digest, content, packed, bytes, "fileName", via, "broughtBy")
    values (${uuid7()}::uuid, ${digest}, ${bytes}, ${packed}, ${content.length}::int, ${cleanText(fileName, 200)}, ${via}, ${cleanText(actor.name, 320)})
    on conflict (digest) do update set digest = excluded.digest returning id, xmax = 0 as fresh`
  if (!row) throw new Error('an original was not kept')
  if (!row.fresh) await tx.$executeRaw`delete from "ReceivedReport" where "originalId" = ${row.id}::uuid and refusal is not null`
  return row.id
}

/** The nearest of ours at or above the name: a report may be about a part of a domain that has a policy of its own. */
async function findDomain(tx: Tx, actor: Actor, text: string): Promise<FoundDomain | null> {
  const name = parseDomain(text)?.name
  if (!name) return null
  const labels = name.split('.')
  const names = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
  const rows = await tx.$queryRaw<FoundDomain[]>`
    select id::text as id, name from "Domain" where name = any(${names}::text[]) order by length(name) desc limit 1`
  const [found] = rows
  return found && inScope(actor, { id: found.id }) ? found : null
}

function entriesOf(imported: readonly Taken[], originalId: string, { fileName }: Brought): ChangeEntry[] {
  const taken = imported.filter(({ result }) => result === 'taken')
  const domains = [...new Set(taken.flatMap(({ domainName }) => domainName ?? []))]
  return domains.map((domainName) => ({
    action: 'report.import',
    subjectKind: 'report',
    subjectId: originalId,
    subjectName: cleanText(fileName || domainName, 200),
    domainName,
    after: { reports: taken.filter((one) => one.domainName === domainName).length },
  }))
}
