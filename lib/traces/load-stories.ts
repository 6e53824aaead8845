// The stories that a batch of lines may go on telling: by queue id on this host, by the queue ids that a delivery names on any, by what is still
// awaited. Nothing else of the past is in memory.
import type { DirectClient } from '#lib/db/direct'
import type { Story } from '#lib/logs/story'
import type { Carry } from '#lib/logs/story-book'
import { type BatchLine, namesIn } from './batch'
import { restoreStory } from './kept-story'
import { searchKey } from './story-keys'
import { lowestId } from './time-id'

/** How long a message may stay in a queue and still be told of: maximal_queue_lifetime(5) is five days. */
const longestMs = 10 * 86_400_000
/** What hosts hand to each other is told of by both within this. */
const jointMs = 3_600_000

/** A queue id may have been used so often within that time, here and elsewhere: the newest come first. */
const usesMax = 8

type Row = { id: string; hostId: string; state: string; story: unknown }
export type Kept = { state: string; story: Story }

/** By id, as they are kept. */
export async function loadStories(
  client: DirectClient,
  hostId: string,
  carry: Carry | null,
  lines: readonly BatchLine[],
): Promise<Map<string, Kept>> {
  const { queueIds, nextQueueIds, sessions } = namesIn(lines)
  const first = lines.reduce((least, { atMs }) => Math.min(least, atMs), Date.now())
  const awaited = (carry?.awaiting ?? []).flatMap(([key, all]) =>
    sessions.has(key.slice(key.indexOf(' ') + 1)) ? all.map(({ id }) => id) : [],
  )
  const meant = new Set([
    ...(carry?.sessions ?? []).flatMap(([, { refused }]) => (refused === null ? [] : [refused])),
    ...awaited,
    ...(await openJoints(client, [...queueIds])),
  ])
  const named = new Set([
    ...(await idsUnder(client, [...queueIds], first - longestMs)),
    ...(await idsUnder(client, [...nextQueueIds], first - jointMs)),
  ])
  const found = new Map<string, Kept>()
  const wanted = [...new Set([...meant, ...named])]
  if (wanted.length === 0) return found
  const { rows: kept } = await client.query<Row>('select id, "hostId", state, story from "Message" where id = any($1::uuid[])', [wanted])
  const rows = kept.map((row) => ({ id: row.id, state: row.state, story: restoreStory(row) }))
  const newest = new Map<string, string>()
  for (const { id, story } of rows) {
    const isNamed = story.queueId !== null && (story.host === hostId ? queueIds.has(story.queueId) : nextQueueIds.has(story.queueId))
    const key = `${story.host} ${story.queueId}`
    if (isNamed && id > (newest.get(key) ?? '')) newest.set(key, id)
  }
  const taken = new Set([...meant, ...newest.values()])
  // In order of time: of two with the same queue id the book takes the later one.
  for (const { id, state, story } of rows.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    if (taken.has(id)) found.set(id, { state, story })
  return found
}

async function idsUnder(client: DirectClient, queueIds: readonly string[], sinceMs: number): Promise<string[]> {
  if (queueIds.length === 0) return []
  // Each key is asked for by itself: a plan for them all would rather read the whole table.
  const { rows } = await client.query<{ id: string }>(
    `select k.id from unnest($1::text[]) q(key),
       lateral (select id from "MessageKey" where key = q.key and id >= $2::uuid order by id desc limit ${usesMax}) k`,
    [queueIds.map(searchKey), lowestId(sinceMs)],
  )
  return rows.map(({ id }) => id)
}

async function openJoints(client: DirectClient, queueIds: readonly string[]): Promise<string[]> {
  if (queueIds.length === 0) return []
  const { rows } = await client.query<{ id: string }>('select "messageId" as id from "OpenJoint" where "queueId" = any($1)', [queueIds])
  return rows.map(({ id }) => id)
}
