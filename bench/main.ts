// `npm run bench`: one large installation on one real mail host, and what the product costs on it, as ratios of figures from this run.
// scripts/bench.mjs starts the product (environment as in scripts/test-product.mjs) and calls this. POSTERN_BENCH_JSON names a file for the
// figures; POSTERN_BENCH_PART=lists measures the pages alone, =sign-ins the panel's door, =logins what Dovecot can do, =queue the page of a long queue, =story how soon a message is on screen.
import { readFileSync, writeFileSync } from 'node:fs'
import { hash } from '@node-rs/argon2'
import { Client } from 'pg'
import { labUnderTest, openLab } from '../e2e/lab/lab.mjs'
import { domainNameOf, makeFleet } from './fleet'
import { measureImport, untilApplied } from './import'
import { emptyPage, type ListPage, listPages, measurePages, type PageCost } from './lists'
import { measureLogins } from './logins'
import { type Memory, memoryOfAgent, memoryOfPidFile } from './memory'
import { lightPages, pageWeights } from './page-weight'
import { api, type Panel, signIn } from './panel-session'
import { measureQueue } from './queue'
import { missed, type Row, tableOf } from './report'
import { measureSaveToMail } from './save-to-mail'
import { measureSignIns } from './sign-ins'
import { series } from './statistics'
import { measureStory } from './story'

const suffix = '.mail1.test'
const large = { domains: 1000, mailboxesPerDomain: 100, aliasesPerDomain: 50 }
const small = { domains: 10, mailboxesPerDomain: 100, aliasesPerDomain: 50 }
const importLines = 10_000
const runs = { pages: 25, saves: 40, floor: 40 }
const mebibyte = 1024 * 1024

const environment = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: start the bench by npm run bench`)
  return value
}
const lab = () => openLab(labUnderTest)
const say = (text: string) => process.stderr.write(`  ${text}\n`)

type Floor = { one: number[]; allMs: number }

/** One domain's files, and all files of the whole host, written by the host itself with nothing of Postern in between. */
async function measureFloor(lines: number, domains: number, tables: Record<string, number>): Promise<Floor> {
  const task = { runs: runs.floor, lines, domains, mapType: 'cdb', tables }
  const script = readFileSync(new URL('./floor.cjs', import.meta.url), 'utf8')
  const { code, stdout, stderr } = await lab().exec('mail1', ['/usr/bin/node', '-e', script], {
    stdin: JSON.stringify(task),
    deadlineMs: 120_000,
  })
  if (code !== 0) throw new Error(`the floor was not measured: ${stderr}`)
  return JSON.parse(stdout) as Floor
}

async function main(): Promise<void> {
  const url = environment('POSTERN_URL')
  const cookie = await signIn(url, environment('POSTERN_OWNER'), environment('POSTERN_OWNER_PASSWORD'))
  const panel: Panel = { url, token: environment('POSTERN_TOKEN'), cookie }
  const database = new Client({ connectionString: environment('DATABASE_URL') })
  await database.connect()
  try {
    const rows = await measureAll(panel, database)
    process.stdout.write(`${tableOf(rows)}\n`)
    const file = process.env.POSTERN_BENCH_JSON
    if (file) writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, large, rows }, null, 2)}\n`)
    for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
  } finally {
    await database.end()
  }
}

async function measureAll(panel: Panel, database: Client): Promise<Row[]> {
  if (process.env.POSTERN_BENCH_PART === 'sign-ins') return measureDoor(panel)
  if (process.env.POSTERN_BENCH_PART === 'queue') return measureQueue(panel, lab())
  if (process.env.POSTERN_BENCH_PART === 'story') return measureStory(panel, lab())
  const passwordHash = `{ARGON2ID}${await hash('bench', { memoryCost: 19_456, timeCost: 2, parallelism: 1 })}`
  if (process.env.POSTERN_BENCH_PART === 'logins') return measureDovecot(panel, database, passwordHash)
  const listsOnly = process.env.POSTERN_BENCH_PART === 'lists'
  const hostId = listsOnly ? await hostInNameOnly(database) : await enrolledHost(database)
  const rows = await measureLists(panel, database, hostId, passwordHash)
  if (!listsOnly) rows.push(...(await measureMailHost(panel, hostId, passwordHash)), ...(await measureDoor(panel)))
  for (const [path, bytes] of Object.entries(await pageWeights(panel)))
    rows.push({ name: `JavaScript of ${path}`, value: bytes / 1024, unit: 'KiB gz', ...(lightPages.includes(path) && { atMost: 150 }) })
  return rows
}

const measureDoor = ({ url }: Panel): Promise<Row[]> => {
  say('sign-ins')
  return measureSignIns(url, environment('POSTERN_OWNER'), environment('POSTERN_OWNER_PASSWORD'))
}

async function measureDovecot(panel: Panel, database: Client, passwordHash: string): Promise<Row[]> {
  say('logins')
  const hostId = await enrolledHost(database)
  return measureLogins({ panel, database, hostId, host: lab().address('mail1'), suffix, passwordHash })
}

async function enrolledHost(database: Client): Promise<string> {
  const [host] = (await database.query<{ id: string }>(`SELECT id FROM "Host" WHERE name = 'mail1'`)).rows
  if (!host) throw new Error('mail1 is not enrolled')
  return host.id
}

async function hostInNameOnly(database: Client): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `INSERT INTO "Host" (id, name, address, "hostKey") VALUES (gen_random_uuid(), 'mail1', '127.0.0.1', 'ssh-ed25519 AAAA') RETURNING id`,
  )
  return (rows[0] as { id: string }).id
}

async function measureLists(panel: Panel, database: Client, hostId: string, passwordHash: string): Promise<Row[]> {
  // On hold, so that no apply of the new rows runs beside the pages; resuming is what the first full apply starts with.
  await database.query(`UPDATE "Host" SET "heldAtGeneration" = generation WHERE id = $1`, [hostId])
  say(`${small.domains * small.mailboxesPerDomain} mailboxes: pages`)
  await makeFleet(database, hostId, { ...small, first: 1, last: small.domains }, suffix, passwordHash)
  const few = await measurePages(panel, runs.pages)
  say(`${large.domains * large.mailboxesPerDomain} mailboxes: pages`)
  await makeFleet(database, hostId, { ...large, first: small.domains + 1, last: large.domains }, suffix, passwordHash)
  return pageRows(few, await measurePages(panel, runs.pages))
}

async function measureMailHost(panel: Panel, hostId: string, passwordHash: string): Promise<Row[]> {
  const rows: Row[] = []
  say('the floor')
  const mailboxes = large.domains * large.mailboxesPerDomain
  const aliases = large.domains * large.aliasesPerDomain
  const floor = await measureFloor(large.mailboxesPerDomain, large.domains, {
    mailboxes,
    aliases: mailboxes + aliases,
    senders: mailboxes,
    domains: large.domains,
  })
  const hostFloor = await measureFloor(mailboxes, 1, {})
  say('first full apply')
  const start = performance.now()
  await api(panel, 'POST', `/hosts/${hostId}/resume`, {})
  await untilApplied(panel)
  const full = performance.now() - start
  rows.push({ name: 'first full apply', value: full, unit: 'ms', against: { name: 'floor of all files', value: floor.allMs }, atMost: 20 })

  say('from save to mail')
  const domains = Array.from({ length: 50 }, (_, index) => domainNameOf(index * 19 + 1, suffix))
  const cost = await measureSaveToMail(panel, lab().address('mail1'), domains, runs.saves)
  const one = { name: 'floor, files of one domain', value: series(floor.one).p50 }
  rows.push({ name: 'saved to RCPT accepted and login works, p50', value: cost.both.p50, unit: 'ms', against: one, atMost: 4 })
  rows.push({ name: '  the same, p95', value: cost.both.p95, unit: 'ms', against: one })
  rows.push({ name: '  saved to RCPT accepted', value: cost.rcpt.p50, unit: 'ms', against: one })
  rows.push({ name: '  saved to login works', value: cost.login.p50, unit: 'ms', against: one })
  rows.push({ name: '  of it the login itself (TLS, hash)', value: cost.plainLogin.p50, unit: 'ms', against: one })
  rows.push({ name: '  the save before it (hash, transaction)', value: cost.save.p50, unit: 'ms', against: one })
  rows.push({
    name: 'request sent to RCPT accepted and login works',
    value: cost.whole.p50,
    unit: 'ms',
    against: { name: 'floor, a map of the whole host', value: series(hostFloor.one).p50 },
    atMost: 4,
  })

  say('CSV import')
  const imported = await measureImport(panel, domains, importLines, passwordHash)
  rows.push({ name: `CSV of ${importLines} mailboxes, dry run`, value: imported.dryRunMs, unit: 'ms' })
  rows.push({ name: `CSV of ${importLines} mailboxes, saved`, value: imported.importMs, unit: 'ms' })
  rows.push({ name: `CSV of ${importLines} mailboxes, applied`, value: imported.appliedMs, unit: 'ms' })

  for (const [name, memory] of Object.entries(await measureMemory())) {
    rows.push({
      name: `memory of the ${name} now (peak ${(memory.peakBytes / mebibyte).toFixed(0)})`,
      value: memory.nowBytes / mebibyte,
      unit: 'MiB',
    })
  }
  return rows
}

async function measureMemory(): Promise<Record<'panel' | 'worker' | 'agent', Memory>> {
  const folder = environment('POSTERN_STATE')
  return {
    panel: memoryOfPidFile(`${folder}/panel.pid`),
    worker: memoryOfPidFile(`${folder}/worker.pid`),
    agent: await memoryOfAgent(lab(), 'mail1'),
  }
}

function pageRows(few: Record<ListPage | 'empty', PageCost>, many: Record<ListPage | 'empty', PageCost>): Row[] {
  const bare = { name: `page without data (${emptyPage})`, value: many.empty.p50 }
  return (Object.keys(listPages) as ListPage[]).flatMap((name): Row[] => [
    {
      name: `${name}, 100,000 rows`,
      value: many[name].p50,
      unit: 'ms',
      against: { name: 'at 1,000 rows', value: few[name].p50 },
      atMost: 1.5,
    },
    { name: '  the same', value: many[name].p50, unit: 'ms', against: bare, atMost: 2 },
    { name: '  its HTML', value: many[name].htmlGzipBytes / 1024, unit: 'KiB gz' },
  ])
}

await main()
