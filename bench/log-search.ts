// `npm run bench -- logs`, third part: what searches of messages cost among the lines that bench/log-store.ts has kept, each beside a look-up by primary key. A process of its
// own, as the panel is beside the worker.
import { writeFileSync } from 'node:fs'
import { db } from '#lib/db/client'
import { directQuery, preparedQuery } from '#lib/db/direct'
import { Prisma } from '#lib/db/generated/client'
import { findMessages, type Wanted } from '#lib/messages/find-messages'
import { missed, type Row, tableOf } from './report'
import { series } from './statistics'

const [searches, warm] = [200, 20]
const nothing: Wanted = { search: '', states: [], hostId: null, sinceMs: 0, audience: null }
const nowhere = '3f1a5c1e-0000-4000-8000-000000000000'

/** As the product asks for a row, and by the connections that searches have. */
const [lookUp, ownLookUp] = ['primary key', "primary key by the searches' own client"]

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

async function measureSearch(): Promise<Row[]> {
  // As autovacuum leaves what was only ever added to, a few minutes later, and written to disk.
  await directQuery('vacuum (analyze)')
  await directQuery('checkpoint')
  const ids = await directQuery<{ id: string; queueId: string }>(
    `select id::text as id, story->>'queueId' as "queueId" from "Message" tablesample system (5) where story->>'queueId' is not null limit ${searches}`,
  )
  const pick = (at: number) => ids[at % ids.length] as { id: string; queueId: string }
  const kinds: Record<string, (at: number) => Promise<unknown>> = {
    [lookUp]: (at) => db().$queryRaw`select id::text from "Message" where id = ${pick(at).id}::uuid`,
    [ownLookUp]: (at) => preparedQuery(Prisma.sql`select id::text from "Message" where id = ${pick(at).id}::uuid`),
  }
  for (const [name, wanted] of Object.entries(wordsOf))
    kinds[name] = (at) => findMessages({ ...nothing, ...wanted(at, pick(at).queueId) }, undefined, 50)
  // In turns: a process is slow at first, and a machine has moods, for all of them.
  const times = new Map<string, number[]>(Object.keys(kinds).map((name) => [name, []]))
  for (let at = -warm; at < searches; at++) {
    for (const [name, ask] of Object.entries(kinds)) {
      const start = performance.now()
      await ask(at + warm)
      if (at >= 0) times.get(name)?.push(performance.now() - start)
    }
  }
  const p95 = (name: string) => series(times.get(name) ?? []).p95
  const against = { name: `${lookUp} p95`, value: p95(lookUp) }
  const rows = Object.keys(wordsOf).map(
    (name): Row => ({ name: `search: ${name}, 50 messages, p95`, value: p95(name), unit: 'ms', against, atMost: 10 }),
  )
  return [...rows, { name: `search: ${ownLookUp}, p95`, value: p95(ownLookUp), unit: 'ms', against }]
}

const rows = await measureSearch()
process.stdout.write(`${tableOf(rows)}\n`)
for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
const json = process.env.POSTERN_BENCH_JSON
if (json) writeFileSync(json.replace(/(\.json)?$/, '.search.json'), `${JSON.stringify({ rows }, null, 2)}\n`)
process.exit()
