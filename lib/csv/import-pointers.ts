// Lines that become aliases or groups: what only points is imported alike. All lines or none; a dry run does the same and rolls it back.
import type * as z from 'zod'
import { type Taken, takenCode } from '#lib/addresses/claims'
import { addToManyCounters } from '#lib/addresses/counters'
import { findOwnDomains } from '#lib/addresses/domain-here'
import { findLoops, lockGraph } from '#lib/addresses/loops'
import { domainOf, localPartOf } from '#lib/addresses/parse-address'
import type { CsvMistake, CsvReport } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { groupBy } from '#lib/group-by'
import { asOutcome, type Outcome, type Refusal } from '#lib/outcome'
import { refusal } from '#lib/refusals'
import { LeavesNothing, mistakeOf, type Read, repeatedAddresses, reportOf, validateLines } from './import-lines'
import { readCsv } from './read-csv'

type Placed = { id: string; domainId: string; localPart: string }

export interface PointerImport<Line extends { address: string }> {
  readonly permission: 'alias.write' | 'group.write'
  readonly counter: 'aliases' | 'groups'
  readonly columns: { required: readonly string[]; optional: readonly string[] }
  /** The column of the addresses that it points to. */
  readonly points: string
  readonly schema: z.ZodType<Line>
  /** What is wrong between the cells of a line. */
  readonly refusalsOf: (line: Line) => Refusal[]
  /** With the addresses that are of this installation as it writes them. */
  readonly canonical: (tx: Tx, line: Line) => Promise<Line>
  /** Gives back the addresses that were taken. */
  readonly insert: (tx: Tx, rows: readonly (Line & Placed)[]) => Promise<Taken[]>
  readonly entryOf: (verb: string, id: string, address: string, domainName: string) => ChangeEntry
}

export function importPointers<Line extends { address: string }>(
  actor: Actor,
  csv: string,
  dryRun: boolean,
  noun: PointerImport<Line>,
): Promise<Outcome<CsvReport>> {
  return asOutcome(async () => {
    requirePermission(actor, noun.permission)
    const lines = readCsv(csv, noun.columns)
    const { read, mistakes } = await validateLines(noun.schema, lines)
    mistakes.push(...repeatedAddresses(read))
    for (const { line, value } of read) mistakes.push(...noun.refusalsOf(value).map((one) => mistakeOf(line, one)))
    try {
      const via: Actor = actor.kind === 'administrator' ? { ...actor, via: 'csv' } : actor
      return await recordChange(via, noun.permission, (tx) => insertLines(actor, tx, noun, read, mistakes, dryRun))
    } catch (error) {
      if (error instanceof LeavesNothing) return { revision: null, value: reportOf(lines.length, 0, error.mistakes) }
      throw error
    }
  })
}

async function insertLines<Line extends { address: string }>(
  actor: Actor,
  tx: Tx,
  noun: PointerImport<Line>,
  read: readonly Read<Line>[],
  before: readonly CsvMistake[],
  dryRun: boolean,
): Promise<Recorded<CsvReport>> {
  const mistakes = [...before]
  await lockGraph(tx)
  const placed = await placeLines(actor, tx, noun, read, mistakes)
  const rows = [...new Map(placed.map((row) => [row.address, row])).values()]
  const addresses = rows.map((row) => row.address)
  const lineOf = new Map(read.map(({ line, value }) => [value.address, line]))
  const at = (address: string) => lineOf.get(address) ?? 0
  const deltas = new Map([...groupBy(rows, (row) => row.domainId)].map(([id, group]) => [id, { [noun.counter]: group.length }]))
  // A limit concerns no single line.
  mistakes.push(...(await addToManyCounters(actor, tx, deltas)).map((one) => mistakeOf(0, { ...one, field: null })))
  const taken = await noun.insert(tx, rows)
  for (const one of taken)
    mistakes.push(mistakeOf(at(one.wanted.address), refusal(takenCode(one), 'address', { address: one.wanted.address })))
  if (taken.length === 0) {
    const loops = await findLoops(actor, tx, addresses, noun.points)
    mistakes.push(...loops.refusals.map((one) => mistakeOf(at(String(one.values?.address ?? '')), one)))
  }
  if (mistakes.length > 0 || dryRun) throw new LeavesNothing(mistakes)
  const entries = rows.map(({ id, domainId: _domainId, localPart: _localPart, ...after }) => ({
    ...noun.entryOf('create', id, after.address, domainOf(after.address)),
    after,
  }))
  return { value: reportOf(read.length, read.length, []), entries, domains: [...new Set(addresses.map(domainOf))] }
}

async function placeLines<Line extends { address: string }>(
  actor: Actor,
  tx: Tx,
  noun: PointerImport<Line>,
  read: readonly Read<Line>[],
  mistakes: CsvMistake[],
): Promise<(Line & Placed)[]> {
  const names = [...new Set(read.map(({ value }) => domainOf(value.address)))]
  const domains = new Map((await findOwnDomains(actor, tx, names)).map((domain) => [domain.name, domain]))
  const rows: (Line & Placed)[] = []
  for (const { line, value } of read) {
    const name = domainOf(value.address)
    const domain = domains.get(name)
    if (domain?.kind === 'hosted') {
      rows.push({ ...(await noun.canonical(tx, value)), id: uuid7(), domainId: domain.id, localPart: localPartOf(value.address) })
    } else mistakes.push(mistakeOf(line, refusal(domain ? 'domain_not_hosted' : 'domain_unknown', 'address', { domain: name })))
  }
  return rows
}
