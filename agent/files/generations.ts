// Generations: every apply is a numbered record of the lines that went and came, one JSON object per line, the summary first.
// Creating the record under its final name is the commit point of an apply. The newest generationsKept stay.
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import { generationsKept } from '#lib/protocol/operations'
import { AgentError, errnoOf } from '../agent-error'
import { type MailHost, statePath } from '../mail-host'
import type { SectionChange } from '../render/domain-lines'
import { domainRecord } from './domain-records'
import { syncPath, writeDurable } from './durable'

const generationHead = z.object({
  generation: z.int(),
  at: z.iso.datetime(),
  kind: z.enum(['apply', 'rollback']),
  restored: z.int().nullable(),
  domains: z.array(domainRecord),
  linesRemoved: z.int(),
  linesAdded: z.int(),
})
export type GenerationHead = z.infer<typeof generationHead>
const sectionChange = z.object({ file: z.string(), domain: z.string(), removed: z.array(z.string()), added: z.array(z.string()) })

const recordPath = (host: MailHost, generation: number) => statePath(host, `generations/${generation}.jsonl`)

export async function keptGenerations(host: MailHost): Promise<number[]> {
  const names = await readdir(statePath(host, 'generations'))
  return names
    .flatMap((name) => /^(\d+)\.jsonl$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

export async function latestGeneration(host: MailHost): Promise<number> {
  return (await keptGenerations(host)).at(-1) ?? 0
}

/** Durable and still uncommitted: `commitGeneration` gives it its name. */
export async function writeGeneration(host: MailHost, head: GenerationHead, changes: readonly SectionChange[]) {
  const lines = function* () {
    yield `${JSON.stringify(head)}\n`
    for (const change of changes) yield `${JSON.stringify(change)}\n`
  }
  await writeDurable(`${recordPath(host, head.generation)}.new`, lines(), { mode: 0o600, uid: 0, gid: 0 })
}

export async function commitGeneration(host: MailHost, generation: number) {
  const path = recordPath(host, generation)
  await rename(`${path}.new`, path)
  await syncPath(statePath(host, 'generations'))
}

export async function abandonGeneration(host: MailHost, generation: number) {
  await rm(`${recordPath(host, generation)}.new`, { force: true })
}

export async function readGenerationHead(host: MailHost, generation: number): Promise<GenerationHead> {
  for await (const line of generationLines(host, generation)) return generationHead.parse(JSON.parse(line))
  throw new AgentError('not_found', `Generation ${generation} is not kept.`)
}

export async function readGenerationChanges(host: MailHost, generation: number): Promise<SectionChange[]> {
  const changes: SectionChange[] = []
  let first = true
  for await (const line of generationLines(host, generation)) {
    if (!first) changes.push(sectionChange.parse(JSON.parse(line)))
    first = false
  }
  return changes
}

/** Null when an apply beside this reader pruned it since it was listed: reading takes no lock. */
export async function findGenerationHead(host: MailHost, generation: number): Promise<GenerationHead | null> {
  try {
    return await readGenerationHead(host, generation)
  } catch (error) {
    if (error instanceof AgentError && error.code === 'not_found') return null
    throw error
  }
}

async function* generationLines(host: MailHost, generation: number): AsyncGenerator<string> {
  const stream = (await openRecord(host, generation)).createReadStream({ encoding: 'utf8' })
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  } finally {
    stream.destroy()
  }
}

/** What is open stays readable to its end, also when it is pruned meanwhile. */
async function openRecord(host: MailHost, generation: number): Promise<FileHandle> {
  try {
    return await open(recordPath(host, generation))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw new AgentError('not_found', `Generation ${generation} is not kept.`)
    throw error
  }
}

/** The last generation of which everything is known to be on disk. Lost or old, it costs a repetition, never a line. */
export async function settledGeneration(host: MailHost): Promise<number> {
  const text = await readFile(statePath(host, 'settled'), { encoding: 'utf8', flag: 'a+' })
  return Number(text.trim()) || 0
}

export async function markSettled(host: MailHost, generation: number) {
  await writeDurable(statePath(host, 'settled.new'), `${generation}\n`, { mode: 0o600, uid: 0, gid: 0 })
  await rename(statePath(host, 'settled.new'), statePath(host, 'settled'))
  const surplus = (await keptGenerations(host)).slice(0, -generationsKept)
  await Promise.all(surplus.map((old) => rm(recordPath(host, old), { force: true })))
}
