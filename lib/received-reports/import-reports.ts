// A file or a mail -> the reports in it, kept. All of it is one transaction: each report is there whole or refused whole, with the original beside it, and
// nothing of it is there when anything fails in between. What is about no domain that the actor may act for is refused, and answered as if it were not here.
import 'server-only'
import { parseDomain } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { countRequest } from '#lib/auth/request-limit'
import { inScope } from '#lib/auth/scope'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { type ReportLimits, reportLimits } from '#lib/reports/limits'
import { eachReport, type ReportRead } from '#lib/reports/read-reports'
import { cleanText } from './clean-text'
import { queueLookUp } from './queue-look-up'
import { type ReportRow, reportRows, tlsPoliciesOf } from './report-row'
import { ReportWriter, type Written } from './report-writer'
import { type Brought, digestOf, type ReportFile, saveOriginals } from './save-originals'
import type { ImportedView } from './schema'

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
    const digests = files.map(digestOf)
    // Postgres takes them while the first ones are read. Whoever writes a report waits for its original.
    const saving = saveOriginals(tx, files, digests, actor.name)
    saving.catch(() => undefined)
    await new Promise(setImmediate)
    const taking = new Taking(tx, actor, limits)
    const read: Kept[][] = []
    for (const [index, { content }] of files.entries()) {
      const original = { id: saving.then((ids) => ids[index] as string), digest: digests[index] as string }
      original.id.catch(() => undefined)
      read.push(await taking.file(content, original))
    }
    await taking.end()
    const originals = await saving
    const all = read.map((kept) => kept.map(takenOf))
    // What the worker finds in a mailbox by itself is nobody's change.
    const entries =
      actor.kind === 'system' ? [] : files.flatMap((file, index) => entriesOf(all[index] ?? [], originals[index] as string, file))
    if (all.flat().some(({ result, kind }) => result === 'taken' && kind === 'aggregate')) await queueLookUp(tx)
    return { value: all, entries, domains: [] }
  })
  return value.map((imported) => imported.map(({ domainName: _, ...view }) => view))
}

type Taken = ImportedView & { domainName: string | null }
type FoundDomain = { id: string; name: string }
type Original = { id: Promise<string>; digest: string }
type Kept = { row: ReportRow; domain: FoundDomain | null; written: Written }

class Taking {
  private readonly domains = new Map<string, FoundDomain | null>()
  private readonly writer: ReportWriter

  constructor(
    private readonly tx: Tx,
    private readonly actor: Actor,
    private readonly limits: ReportLimits,
  ) {
    this.writer = new ReportWriter(tx)
  }

  async file(content: Buffer, { id, digest }: Original): Promise<Kept[]> {
    const { writer } = this
    const kept: Kept[] = []
    const now = new Date()
    for await (const read of eachReport(content, (records) => writer.collect(id, records), this.limits))
      for (const row of reportRows(read, { good: writer.good, digest, now })) kept.push(await this.keep(row, id, read))
    return kept
  }

  end(): Promise<void> {
    return this.writer.settle()
  }

  private async keep(row: ReportRow, originalId: Promise<string>, read: ReportRead): Promise<Kept> {
    const domain = row.refusal ? null : await this.domainOf(row.domainName)
    const judged = row.refusal || domain ? row : { ...row, refusal: { code: 'report_foreign_domain', values: { domain: row.domainName } } }
    const tls = judged.refusal === null && read.kind === 'tls' ? tlsPoliciesOf(read.report, row.domainName) : null
    return { row: judged, domain, written: await this.writer.end(judged, originalId, domain?.id ?? null, tls) }
  }

  private async domainOf(text: string): Promise<FoundDomain | null> {
    const known = this.domains.get(text)
    if (known !== undefined) return known
    const found = await findDomain(this.tx, this.actor, text)
    this.domains.set(text, found)
    return found
  }
}

function takenOf({ row, domain, written }: Kept): Taken {
  const { kind, organisation, reportId, domainName, messages, refusal } = row
  return {
    result: refusal ? 'refused' : written.isWritten ? 'taken' : 'known',
    id: refusal || !written.isWritten ? null : written.id,
    ...{ kind, organisation, reportId, domain: domainName, messages, refusal },
    domainName: domain?.name ?? null,
  }
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
