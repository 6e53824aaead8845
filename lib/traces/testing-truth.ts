// Whether the database says what was lived: every line, every story with every recipient's fate, every count, each once. For tests and benches.
import { createHash } from 'node:crypto'
import { directQuery } from '#lib/db/direct'
import { type MadeLine, type MadeLog, randomNumbers, truthOf } from '#lib/logs/testing'
import type { LogSource } from '#lib/protocol/log-lines'
import { restoreStory } from './kept-story'
import { keepLines } from './testing'

const linesMost = 9000
const rowsAtOnce = 20_000
const spans = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** `hosts`: names in the log and the ids of their rows. Batches end anywhere; now and then one is read a second time, as after a crash. */
export async function keepMade(lines: readonly MadeLine[], hosts: ReadonlyMap<string, string>, seed = 5): Promise<number> {
  const next = randomNumbers(seed)
  let kept = 0
  for (let at = 0, size = 0; at < lines.length; at += size) {
    size = 1 + next(linesMost)
    const part = lines.slice(at, at + size)
    for (const [name, hostId] of hosts) {
      const texts = part.filter(({ host }) => host === name).map(({ text }) => text)
      if (!(await keepLines(hostId, texts))) throw new Error('a batch was not kept')
      if (next(8) > 0) continue
      const [reading] = await directQuery<{ turn: number }>('select turn from "LogReading" where "hostId" = $1', [hostId])
      if (await keepLines(hostId, texts, { turn: (reading?.turn ?? 0) - 1 })) throw new Error('a batch was kept twice')
      kept++
    }
  }
  return kept
}

export type Beside = {
  /** Only of the log that the made lines were read from: a real host goes on writing others. */
  source?: LogSource
}

/** Nothing where all is as it was lived; else what is not, with an example each. */
export async function untruths(
  made: MadeLog,
  hosts: ReadonlyMap<string, string>,
  domain: string,
  { source }: Beside = {},
): Promise<string[]> {
  const ids = [...hosts.values()]
  const others = source !== undefined
  return [
    ...(await aboutLines(made, ids, source ?? null)),
    ...(await aboutSums(ids)),
    ...(await aboutStories(made, hosts, others)),
    ...(await aboutCounts(made, ids, domain, others)),
  ]
}

/** What each line counts at the least, whoever wrote it. */
async function aboutSums(ids: readonly string[]): Promise<string[]> {
  const [row] = await directQuery<{ kept: string; programs: string; readings: string }>(
    `select (select count(*)::text from "LogLine" where "hostId" = any($1)) as kept,
       (select coalesce(sum(lines), 0)::text from "ProgramCount" where "hostId" = any($1)) as programs,
       (select coalesce(sum(lines), 0)::text from "LogReading" where "hostId" = any($1)) as readings`,
    [ids],
  )
  const { kept = '', ...sums } = row ?? {}
  return differing('sums', new Map(Object.keys(sums).map((name) => [name, kept])), new Map(Object.entries(sums)))
}

async function aboutLines({ lines }: MadeLog, ids: readonly string[], source: LogSource | null): Promise<string[]> {
  // The sum of 48 bits of each digest does not depend on the order.
  const [row] = await directQuery<{ count: string; sum: string }>(
    `select count(*)::text as count, coalesce(sum(('x' || left(md5(raw), 12))::bit(48)::bigint::numeric), 0)::text as sum
     from "LogLine" where "hostId" = any($1) and ($2::text is null or source = $2)`,
    [ids, source],
  )
  let sum = 0n
  for (const { text } of lines) sum += BigInt(`0x${createHash('md5').update(text).digest('hex').slice(0, 12)}`)
  const wanted = { count: String(lines.length), sum: String(sum) }
  return differing('lines', new Map(Object.entries(wanted)), new Map(Object.entries(row ?? {})))
}

async function aboutStories({ truths }: MadeLog, hosts: ReadonlyMap<string, string>, others: boolean): Promise<string[]> {
  const wanted = new Map(truths.map((truth) => [truth.messageId, JSON.stringify(truth)]))
  const names = new Map([...hosts].map(([name, id]) => [id, name]))
  const found = new Map<string, string>()
  const twice: string[] = []
  type Row = { id: string; hostId: string; story: unknown }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await directQuery<Row>(
      `select id, "hostId", story from "Message" where id > $1 and "hostId" = any($2) order by id limit ${rowsAtOnce}`,
      [after, [...hosts.values()]],
    )
    for (const row of rows) {
      const truth = truthOf(restoreStory(row))
      if (others && !wanted.has(truth.messageId)) continue
      if (found.has(truth.messageId)) twice.push(`a message is there twice: ${truth.messageId}`)
      found.set(truth.messageId, JSON.stringify({ ...truth, host: names.get(truth.host) }))
    }
    after = rows.at(-1)?.id ?? ''
    if (rows.length < rowsAtOnce) break
  }
  return [...twice.slice(0, 1), ...differing('stories', wanted, found)]
}

async function aboutCounts({ counts }: MadeLog, ids: readonly string[], domain: string, others: boolean): Promise<string[]> {
  const wanted = new Map<string, number>()
  const add = (key: string) => wanted.set(key, (wanted.get(key) ?? 0) + 1)
  for (const { at, measure, recipient } of counts)
    for (const [span, ms] of Object.entries(spans)) {
      const when = `${span} ${new Date(Math.floor(at / ms) * ms).toISOString()}`
      const ended = measure === 'received' || measure === 'sent'
      for (const name of [...(others ? [] : ['']), ...(measure === 'sent' ? [] : [domain])])
        for (const one of ended ? [measure, 'delay:1'] : [measure]) add(`${when} [${name}] ${one}`)
      if (measure === 'received' && span !== 'minute') add(`${when} <${recipient}>`)
    }
  type Row = { span: string; at: Date; name: string; count: string }
  const rows = await directQuery<Row>(
    `select span, at, '[' || domain || '] ' || split_part(measure, ':', 1) || case when measure like 'delay:%' then substr(measure, 6) else '' end as name,
       sum(count)::text as count from "FlowCount" where "hostId" = any($1) and domain = any($2) group by 1, 2, 3
     union all
     select span, at, '<' || name || '>', sum(count)::text from "TopCount" where "hostId" = any($1) and role = 'recipient' and domain = $3 group by 1, 2, 3`,
    [ids, others ? [domain] : ['', domain], domain],
  )
  return differing(
    'counts',
    wanted,
    new Map(rows.map(({ span, at, name, count }) => [`${span} ${at.toISOString()} ${name}`, Number(count)])),
  )
}

function differing<Value>(what: string, wanted: ReadonlyMap<string, Value>, found: ReadonlyMap<string, Value>): string[] {
  const keys = [...new Set([...wanted.keys(), ...found.keys()])].filter((key) => wanted.get(key) !== found.get(key))
  const [first] = keys
  if (first === undefined) return []
  return [`${what}: ${keys.length} differ, such as ${first}: ${String(wanted.get(first))} was lived, ${String(found.get(first))} is kept`]
}
