// What searches of messages cost among the lines that bench/log-store.ts has kept, each beside a look-up by primary key in the same run.
import { db } from '#lib/db/client'
import { directQuery } from '#lib/db/direct'
import { findMessages, type Wanted } from '#lib/messages/find-messages'
import type { Row } from './report'
import { series, timed } from './statistics'

const searches = 200
const nothing: Wanted = { search: '', states: [], hostId: null, sinceMs: 0, audience: null }
const nowhere = '3f1a5c1e-0000-4000-8000-000000000000'

/** By the names that bench/log-lines.ts gives. */
const wordsOf: Record<string, (at: number, queueId: string) => Partial<Wanted>> = {
  'a queue id': (_, queueId) => ({ search: queueId }),
  'an address': (at) => ({ search: `user${at % 211}@example.org` }),
  'a domain': () => ({ search: 'example.org' }),
  'two words': (at) => ({ search: `sender${at % 1009}@example.net user${at % 211}@example.org` }),
  'two that never meet': (at) => ({ search: `user${at % 211}@example.org user${(at + 1) % 211}@example.org` }),
  'a beginning': (at) => ({ search: `sender${at % 100}` }),
  'two beginnings': (at) => ({ search: `sender${at % 100} user${at % 20}` }),
  'a domain, and a state that none has': () => ({ search: 'example.org', states: ['bounced'] }),
  'an address, and a state': (at) => ({ search: `user${at % 211}@example.org`, states: ['refused'] }),
  'a host without messages, and a domain': () => ({ hostId: nowhere, search: 'example.org' }),
  'an administrator of 301 domains': () => ({
    audience: [...Array.from({ length: 300 }, (_, at) => `>d${at}.example.org`), '>example.org'],
  }),
  'an administrator of one, an address': (at) => ({ audience: ['>example.org'], search: `sender${at % 1009}@example.net` }),
  'a person, a beginning': (at) => ({ audience: [`<user${at % 211}@example.org`], search: 'sender1' }),
}

export async function measureSearch(): Promise<Row[]> {
  // As autovacuum leaves what was only ever added to, a few minutes later.
  await directQuery('vacuum (analyze)')
  const ids = await directQuery<{ id: string; queueId: string }>(
    `select id::text as id, story->>'queueId' as "queueId" from "Message" tablesample system (5) where story->>'queueId' is not null limit ${searches}`,
  )
  const pick = (at: number) => ids[at % ids.length] as { id: string; queueId: string }
  const p95 = async (run: (at: number) => Promise<unknown>) => series(await timed(searches, 20, async (at) => void (await run(at)))).p95
  const lookUp = await p95((at) => db().$queryRaw`select id::text from "Message" where id = ${pick(at).id}::uuid`)
  const rows: Row[] = []
  for (const [name, wanted] of Object.entries(wordsOf)) {
    const value = await p95((at) => findMessages({ ...nothing, ...wanted(at, pick(at).queueId) }, undefined, 50))
    const against = { name: 'primary key p95', value: lookUp }
    rows.push({ name: `search: ${name}, 50 messages, p95`, value, unit: 'ms', against, atMost: 10 })
  }
  return rows
}
