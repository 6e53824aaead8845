// The stories that a batch of lines may go on telling: by queue id on this host, by the queue ids that a delivery names on any, by what is still
// awaited. Nothing else of the past is in memory.
import type { DirectClient } from '#lib/db/direct'
import type { Story } from '#lib/logs/story'
import type { Carry } from '#lib/logs/story-book'
import { type BatchLine, namesIn } from './batch'
import { searchKey } from './story-keys'
import { lowestId } from './time-id'

/** How long a message may stay in a queue and still be told of: maximal_queue_lifetime(5) is five days. */
const longestMs = 10 * 86_400_000
/** What hosts hand to each other is told of by both within this. */
const jointMs = 3_600_000

type Row = { id: string; state: string; story: Story }
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
  const wanted = new Set([
    ...(carry?.sessions ?? []).flatMap(([, { refused }]) => (refused === null ? [] : [refused])),
    ...(carry?.awaiting ?? []).flatMap(([key, awaited]) =>
      sessions.has(key.slice(key.indexOf(' ') + 1)) ? awaited.map(({ id }) => id) : [],
    ),
    ...(await newestOf(client, [...queueIds], hostId, first - longestMs)),
    ...(await newestOf(client, [...nextQueueIds], null, first - jointMs)),
    ...(await openJoints(client, [...queueIds])),
  ])
  const found = new Map<string, Kept>()
  if (wanted.size === 0) return found
  // In order of time: of two with the same queue id the book takes the later one.
  const { rows } = await client.query<Row>('select id, state, story from "Message" where id = any($1::uuid[]) order by id', [[...wanted]])
  for (const { id, state, story } of rows) found.set(id, { state, story })
  return found
}

async function newestOf(client: DirectClient, queueIds: readonly string[], hostId: string | null, sinceMs: number): Promise<string[]> {
  if (queueIds.length === 0) return []
  const { rows } = await client.query<{ id: string }>(
    `select distinct on (m.story->>'queueId', m."hostId") m.id
     from unnest($1::text[], $2::text[]) q(key, name) join "MessageKey" k on k.key = q.key and k.id >= $3::uuid
       join "Message" m on m.id = k.id and m.id >= $3::uuid and ($4::uuid is null or m."hostId" = $4::uuid)
     where m.story->>'queueId' = q.name
     order by m.story->>'queueId', m."hostId", m.id desc`,
    [queueIds.map(searchKey), queueIds, lowestId(sinceMs), hostId],
  )
  return rows.map(({ id }) => id)
}

async function openJoints(client: DirectClient, queueIds: readonly string[]): Promise<string[]> {
  if (queueIds.length === 0) return []
  const { rows } = await client.query<{ id: string }>('select "messageId" as id from "OpenJoint" where "queueId" = any($1)', [queueIds])
  return rows.map(({ id }) => id)
}
