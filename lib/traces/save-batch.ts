// Everything that a batch of lines brings, in one transaction with the places behind it: lines, stories, what they are found by, and counts. It goes on only
// from the turn at which the batch was asked for, so a batch that was read twice, by two workers or after a crash, is kept once. One batch
// is folded at a time in all the panel: stories of two hosts may be joined, and none changes under another's hands.
import { type DirectClient, directTransaction } from '#lib/db/direct'
import type { Carry } from '#lib/logs/story-book'
import type { LogPart, LogPlaces } from '#lib/protocol/log-lines'
import type { BatchLine, LastTimes } from './batch'
import { copyCell, copyRows } from './copy-rows'
import { type Folded, type FoldedStory, foldBatch } from './fold-batch'
import { keepStory } from './kept-story'
import { loadStories } from './load-stories'
import { dayMs, ensureDays } from './partitions'

/** Names of programs that one batch counts. */
const programsMax = 500
type ProgramCount = { day: string; program: string; lines: number; unknown: number }

/** "FOLD" in ASCII. */
const lockKey = 0x464f4c44

export type Batch = {
  hostId: string
  turn: number
  /** The places behind which it was asked for. */
  from: LogPlaces
  parts: readonly LogPart[]
  zone: string
  lines: readonly BatchLine[]
  after: LastTimes
  done: boolean
}

/** Whether it was kept: false when another has moved the places since. */
export async function saveBatch(batch: Batch): Promise<boolean> {
  await ensureDays(batch.lines.map(({ atMs }) => atMs))
  return directTransaction(async (client) => {
    // A Postgres that dies may forget the last moment: then it forgets the places with the lines, and they are read again.
    await client.query('set local synchronous_commit = off')
    await client.query('select pg_advisory_xact_lock($1)', [lockKey])
    // The places too: a Postgres that died may have forgotten the turn before, and another may have taken it again, to another place.
    const { rows } = await client.query<{ turn: number; isThere: boolean; carry: StoredCarry | null }>(
      'select turn, places = $2::jsonb as "isThere", carry from "LogReading" where "hostId" = $1 for update',
      [batch.hostId, JSON.stringify(batch.from)],
    )
    const reading = rows[0]
    if (reading?.turn !== batch.turn || !reading.isThere) return false
    const carry = reading.carry?.book ?? null
    const kept = await loadStories(client, batch.hostId, carry, batch.lines)
    // Lines travel while their stories are told.
    const linesSaved = saveLines(client, batch)
    linesSaved.catch(() => undefined)
    const folded = await foldBatch(batch.hostId, batch.lines, carry, kept)
    await linesSaved
    await saveStories(client, folded.stories)
    await saveJoints(client, folded.stories)
    await folded.tally.save(client, batch.hostId)
    await folded.tops.save(client, batch.hostId)
    await savePrograms(client, batch)
    await movePlaces(client, batch, folded)
    return true
  })
}

/** `after`: of each log, with what the book carries. */
export type StoredCarry = { book: Carry; after: LastTimes }

async function saveLines(client: DirectClient, { hostId, lines }: Batch): Promise<void> {
  if (lines.length === 0) return
  function* rows() {
    for (const { id, source, program, raw, read } of lines)
      yield `${id}\t${hostId}\t${source}\t${copyCell(program)}\t${read.event.kind}\t${copyCell(raw)}\n`
  }
  await copyRows(client, 'LogLine', ['id', 'hostId', 'source', 'program', 'kind', 'raw'], rows())
}

async function saveStories(client: DirectClient, stories: readonly FoldedStory[]): Promise<void> {
  const changed = stories.filter(({ isNew }) => !isNew)
  function* fresh() {
    for (const { story, state, isNew } of stories) if (isNew) yield `${story.id}\t${story.host}\t${state}\t${copyCell(keepStory(story))}\n`
  }
  if (changed.length < stories.length) await copyRows(client, 'Message', ['id', 'hostId', 'state', 'story'], fresh())
  if (changed.length > 0)
    await client.query(
      `update "Message" m set state = t.state, story = t.story::json
       from unnest($1::uuid[], $2::text[], $3::text[]) t(id, state, story) where m.id = t.id`,
      [changed.map(({ story }) => story.id), changed.map(({ state }) => state), changed.map(({ story }) => keepStory(story))],
    )
  // Neighbours in the index come one after another, which is half the work of a random order.
  const keys = stories.flatMap(({ story, newKeys }) => newKeys.map((key) => `${copyCell(key)}\t${story.id}\n`)).sort()
  if (keys.length > 0) await copyRows(client, 'MessageKey', ['key', 'id'], keys)
}

async function saveJoints(client: DirectClient, stories: readonly FoldedStory[]): Promise<void> {
  const open = stories.flatMap(({ story }) =>
    story.after.filter(({ id }) => id === null).map(({ queueId }) => ({ queueId, id: story.id, at: new Date(story.to / 1000) })),
  )
  const closed = stories.flatMap(({ story, isNew }) =>
    isNew ? [] : story.after.filter(({ id }) => id !== null).map(({ queueId }) => ({ queueId, id: story.id })),
  )
  if (closed.length > 0)
    await client.query(
      `delete from "OpenJoint" j using unnest($1::text[], $2::uuid[]) t("queueId", id) where j."queueId" = t."queueId" and j."messageId" = t.id`,
      [closed.map(({ queueId }) => queueId), closed.map(({ id }) => id)],
    )
  if (open.length > 0)
    await client.query(
      `insert into "OpenJoint" ("queueId", "messageId", at) select * from unnest($1::text[], $2::uuid[], $3::timestamptz[])
       on conflict do nothing`,
      [open.map(({ queueId }) => queueId), open.map(({ id }) => id), open.map(({ at }) => at)],
    )
}

async function savePrograms(client: DirectClient, { hostId, lines }: Batch): Promise<void> {
  const days = new Map<number, Map<string, ProgramCount>>()
  let made = 0
  for (const { atMs, program, read } of lines) {
    const dayStart = Math.floor(atMs / dayMs) * dayMs
    let programs = days.get(dayStart)
    if (!programs) {
      programs = new Map()
      days.set(dayStart, programs)
    }
    // Programs are whatever a line says: beyond some they count as one.
    const name = programs.has(program) || made < programsMax ? program : 'others'
    let count = programs.get(name)
    if (!count) {
      count = { day: new Date(dayStart).toISOString().slice(0, 10), program: name, lines: 0, unknown: 0 }
      programs.set(name, count)
      made++
    }
    count.lines++
    if (read.event.kind === 'unknown') count.unknown++
  }
  const all = [...days.values()].flatMap((programs) => [...programs.values()]).filter(({ program }) => program !== '')
  if (all.length === 0) return
  await client.query(
    `insert into "ProgramCount" as p (day, "hostId", program, lines, unknown)
     select t.day, $1, t.program, t.lines, t.unknown from unnest($2::date[], $3::text[], $4::bigint[], $5::bigint[]) t(day, program, lines, unknown)
     on conflict (day, "hostId", program) do update set lines = p.lines + excluded.lines, unknown = p.unknown + excluded.unknown`,
    [hostId, all.map(({ day }) => day), all.map(({ program }) => program), all.map((one) => one.lines), all.map((one) => one.unknown)],
  )
}

async function movePlaces(client: DirectClient, batch: Batch, { carry }: Folded): Promise<void> {
  const places = Object.fromEntries(batch.parts.map(({ source, place }) => [source, place]))
  const gap = batch.parts.find((part) => part.gap)
  const newest = batch.lines.at(-1)
  const stored: StoredCarry = { book: carry, after: batch.after }
  await client.query(
    `update "LogReading" set turn = turn + 1, places = places || $2::jsonb, carry = $3::jsonb, zone = $4, "readAt" = now(),
       "endAt" = case when $5 then now() else "endAt" end, "lineAt" = coalesce($6::timestamptz, "lineAt"), lines = lines + $7,
       "gapAt" = case when $8::text is null then "gapAt" else now() end, "gapSource" = coalesce($8::text, "gapSource")
     where "hostId" = $1`,
    [
      batch.hostId,
      JSON.stringify(places),
      jsonbText(JSON.stringify(stored)),
      batch.zone,
      batch.done,
      newest ? new Date(newest.atMs) : null,
      batch.lines.length,
      gap?.source ?? null,
    ],
  )
}

/** jsonb has no U+0000 and no half of a pair; neither means anything here. */
const jsonbText = (json: string): string => json.replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd')
