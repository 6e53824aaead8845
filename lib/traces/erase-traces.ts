// A person's traces go: their address is taken out of every kept line and story, and they are found by it no more. What remains says that
// there was a message, and not whose. Done by the worker, a day at a time; done twice it does nothing.
import { directQuery, directTransaction } from '#lib/db/direct'
import { listDays } from './partitions'
import { domainMark, personMark, searchKey } from './story-keys'

const replacement = 'erased@erased.invalid'

export async function eraseTraces(address: string): Promise<void> {
  const key = searchKey(address)
  const pattern = patternOf(address)
  for (const { table, name } of await listDays()) {
    if (table === 'LogLine')
      await directQuery(`update "partitions"."${name}" set raw = regexp_replace(raw, $1, $2, 'gi') where raw ~* $1`, [pattern, replacement])
    if (table === 'Message') await eraseMessages(name, key, patternOf(JSON.stringify(address).slice(1, -1)))
  }
  // The book of what is open names addresses too.
  await directQuery(
    `update "LogReading" set carry = regexp_replace(carry::text, $1, $2, 'gi')::jsonb, turn = turn + 1 where carry::text ~* $1`,
    [patternOf(JSON.stringify(address).slice(1, -1)), replacement],
  )
}

async function eraseMessages(partition: string, key: string, pattern: string): Promise<void> {
  await directTransaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select distinct k.id from "MessageKey" k join "partitions"."${partition}" m on m.id = k.id where k.key = any($1)`,
      [[key, `${personMark}${key}`]],
    )
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return
    await client.query(
      `update "partitions"."${partition}" set story = regexp_replace(story::text, $2, $3, 'gi')::json where id = any($1::uuid[])`,
      [ids, pattern, replacement],
    )
    await client.query(`delete from "MessageKey" where id = any($1::uuid[]) and key = any($2)`, [ids, [key, `${personMark}${key}`]])
    // So that the keys are again what the story has.
    const erased = searchKey(replacement)
    const added = [erased, 'erased.invalid', `${personMark}${erased}`, `${domainMark}erased.invalid`]
    await client.query(
      'insert into "MessageKey" (key, id) select k, i from unnest($1::text[]) k, unnest($2::uuid[]) i on conflict do nothing',
      [added, ids],
    )
  })
}

/** The address alone: not as the end of a longer one. */
const patternOf = (address: string): string => `(?<![\\w.+-])${address.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}(?![\\w-]|\\.\\w)`
