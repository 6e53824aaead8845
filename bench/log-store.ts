// `npm run bench -- logs`, second part: the same lines read, folded and kept in Postgres as the worker does it, beside pflogsumm, which only sums; then
// bench/log-search.ts looks for them. POSTERN_BENCH_LINES: how many (a million; ten millions take about five minutes).
import { spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { db } from '#lib/db/client'
import type { LogPlaces } from '#lib/protocol/log-lines'
import { type LastTimes, readBatch } from '#lib/traces/batch'
import { saveBatch } from '#lib/traces/save-batch'
import { logLines } from './log-lines'
import { missed, type Row, tableOf } from './report'

const count = Number(process.env.POSTERN_BENCH_LINES ?? 1_000_000)
const bytesAtOnce = 4 * 1024 * 1024
const pflogsumm = existsSync('/usr/sbin/pflogsumm') ? '/usr/sbin/pflogsumm' : null
const mebibyte = 1024 ** 2

/** As an agent would answer: whole lines, so many bytes at a time. */
function* partsOf(file: string): Generator<string[]> {
  const handle = openSync(file, 'r')
  const buffer = Buffer.allocUnsafe(bytesAtOnce)
  let rest = ''
  for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
    const lines = `${rest}${buffer.toString('utf8', 0, read)}`.split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
}

type Stored = { ms: number; lines: number; early: number; most: number }

/** `early`: the most memory until a million lines, or the first half of fewer. */
async function store(file: string): Promise<Stored> {
  const host = await db().host.create({ data: { name: 'bench', address: '127.0.0.1', hostKey: 'ssh-ed25519 AAAA' } })
  await db().logReading.create({ data: { hostId: host.id } })
  let [early, most] = [0, 0]
  const firstLines = Math.min(1_000_000, count / 2)
  let after: LastTimes = {}
  let [turn, number] = [0, 0]
  let [before, saving] = [Promise.resolve(true), Promise.resolve(true)]
  const start = performance.now()
  for (const lines of partsOf(file)) {
    const parts = [{ source: 'mail' as const, place: `f1.1.${turn}.`, lines, writtenAt: Date.now() * 1000, gap: false }]
    const batch = await readBatch({ parts, zone: 'UTC', after, nowMs: Date.now(), oldestMs: 0, number })
    // As lib/traces/read-logs.ts does.
    await before
    before = saving
    const at = turn++
    const from: LogPlaces = at === 0 ? {} : { mail: `f1.1.${at - 1}.` }
    saving = saving.then((kept) => kept && saveBatch({ hostId: host.id, turn: at, from, parts, zone: 'UTC', ...batch, done: false }))
    after = batch.after
    number += batch.lines.length
    most = Math.max(most, process.memoryUsage.rss() / mebibyte)
    if (number <= firstLines || early === 0) early = most
  }
  await saving
  return { ms: performance.now() - start, lines: number, early, most }
}

function sum(program: string, file: string): number {
  const start = performance.now()
  spawnSync(program, [file], { stdio: 'ignore' })
  return performance.now() - start
}

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'))
try {
  const file = join(folder, 'mail.log')
  await pipeline(Readable.from(logLines(count)), createWriteStream(file))
  // Before and after: a machine has moods.
  const summed = pflogsumm === null ? [] : [sum(pflogsumm, file)]
  const { ms, lines, early, most } = await store(file)
  if (pflogsumm !== null) summed.push(sum(pflogsumm, file))
  const rows: Row[] = [
    { name: 'log: read, folded and kept, lines', value: lines / (ms / 1000), unit: '/s' },
    {
      name: 'log: memory at the end',
      value: most,
      unit: 'MiB',
      against: { name: lines > 2_000_000 ? 'at a million lines' : 'half way', value: early },
      atMost: 1.5,
    },
  ]
  if (summed.length > 0)
    rows.push({
      name: `log: ${lines} lines kept, beside pflogsumm`,
      value: ms,
      unit: 'ms',
      against: { name: 'pflogsumm', value: summed.reduce((all, one) => all + one, 0) / summed.length },
      atMost: 4,
    })
  process.stdout.write(`${tableOf(rows)}\n`)
  for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
  const json = process.env.POSTERN_BENCH_JSON
  if (json) writeFileSync(json.replace(/(\.json)?$/, '.store.json'), `${JSON.stringify({ lines, rows }, null, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}
process.exit()
