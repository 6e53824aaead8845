// `npm run bench -- logs`: how long the parser takes for a log of a million lines, beside reading and splitting that log alone, and beside
// pflogsumm where it is installed. POSTERN_BENCH_JSON names a file for the figures.
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LineTally, readEvent } from '#lib/logs/read-event'
import { logLines } from './log-lines'
import { missed, type Row, tableOf } from './report'
import { series, timed } from './statistics'

const lines = 1_000_000
const runs = 3
const pflogsumm = existsSync('/usr/sbin/pflogsumm') ? '/usr/sbin/pflogsumm' : null
const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 22) * 1000 }

async function eachLine(file: string, take: (line: string) => void): Promise<void> {
  let rest = ''
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const pieces = `${rest}${chunk}`.split('\n')
    rest = pieces.pop() ?? ''
    for (const line of pieces) take(line)
  }
  if (rest !== '') take(rest)
}

async function measure(file: string): Promise<Row[]> {
  const p50 = async (run: () => Promise<void> | void): Promise<number> => series(await timed(runs, 1, async () => run())).p50
  let characters = 0
  const floor = await p50(() => eachLine(file, (line) => (characters += line.length)))
  const tally = new LineTally()
  const parsing = await p50(() => eachLine(file, (line) => tally.add(readEvent(line, context))))
  const unknown = [...tally.programs.values()].reduce((sum, one) => sum + one.unknown, 0)
  const perSecond = (ms: number): number => lines / (ms / 1000)
  const rows: Row[] = [
    { name: 'log: read and split, lines', value: perSecond(floor), unit: '/s' },
    { name: 'log: parsed into events, lines', value: perSecond(parsing), unit: '/s' },
    { name: 'log: a million lines parsed', value: parsing, unit: 'ms', against: { name: 'read and split', value: floor } },
    { name: 'log: lines that no parser knew', value: unknown, unit: 'lines', atMost: 0 },
  ]
  if (pflogsumm) {
    const summed = await p50(() => void spawnSync(pflogsumm, [file], { stdio: 'ignore' }))
    rows.push({
      name: 'log: the same beside pflogsumm',
      value: parsing,
      unit: 'ms',
      against: { name: 'pflogsumm', value: summed },
      atMost: 1,
    })
  }
  return rows
}

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'))
try {
  const file = join(folder, 'mail.log')
  await pipeline(Readable.from(logLines(lines)), createWriteStream(file))
  const rows = await measure(file)
  process.stdout.write(`${tableOf(rows)}\n`)
  for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
  const json = process.env.POSTERN_BENCH_JSON
  if (json) writeFileSync(json, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, lines, rows }, null, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}
