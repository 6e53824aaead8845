// `npm run bench -- reports`: 1,000 gzipped reports of 50 records each through the product's reader, and through its import into a Postgres that syncs to
// disk, each against a bare inflate and parse of the same bytes in the same run; then a million records in one report, for what memory reading and
// importing it costs. Without DATABASE_URL the import is left out.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { systemActor } from '../lib/auth/actor'
import { db } from '../lib/db/client'
import { importFiles } from '../lib/received-reports/import-reports'
import { reportLimits } from '../lib/reports/limits'
import { readAggregate } from '../lib/reports/read-aggregate'
import { readReports } from '../lib/reports/read-reports'
import { missed, type Row, tableOf } from './report'
import { series } from './statistics'

const reports = 1000
const recordsEach = 50
const rounds = 5
const together = 200
const million = 1_000_000
const mebibyte = 1024 * 1024

const record = (index: number): string =>
  `<record><row><source_ip>192.0.2.${index % 256}</source_ip><count>${(index % 90) + 1}</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from></identifiers><auth_results><dkim><domain>example.org</domain><selector>s${index % 7}</selector><result>pass</result></dkim><spf><domain>bounce${index % 40}.example.net</domain><result>fail</result></spf></auth_results></record>\n`
const head = (id: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?><feedback><report_metadata><org_name>receiver.example</org_name><email>dmarc@receiver.example</email><report_id>${id}</report_id><date_range><begin>1700000000</begin><end>1700086399</end></date_range></report_metadata><policy_published><domain>example.org</domain><p>none</p></policy_published>`

const packedFrom = (first: number): Buffer[] =>
  Array.from({ length: reports }, (_, id) =>
    gzipSync(`${head(first + id)}${Array.from({ length: recordsEach }, (_, index) => record(id * 7 + index)).join('')}</feedback>`),
  )
const packed = packedFrom(0)

/** The same bytes, inflated and parsed, and nothing made of them. */
function bare(): number {
  let elements = 0
  for (const content of packed) {
    const parser = new SaxesParser({ position: false })
    parser.on('opentag', () => {
      elements++
    })
    parser.write(gunzipSync(content).toString('utf8')).close()
  }
  return elements
}

async function ours(): Promise<number> {
  let records = 0
  for (const content of packed)
    await readReports(content, (more) => {
      records += more.length
    })
  return records
}

const actor = systemActor('bench')
const brought = { fileName: 'bench.xml.gz', via: 'inbox' } as const

/** As mails of a mailbox are: two hundred in a transaction. New ones each time, as what is known is not written. */
async function imported(contents: readonly Buffer[]): Promise<void> {
  for (let at = 0; at < contents.length; at += together) {
    const files = contents.slice(at, at + together).map((content) => ({ content, ...brought }))
    const all = (await importFiles(actor, files)).flat()
    if (all.length !== files.length || !all.every(({ result }) => result === 'taken'))
      throw new Error(`not all were taken: ${JSON.stringify(all)}`)
  }
}

/** The domain that they are about. */
async function givenDomain(): Promise<void> {
  const host = await db().host.create({ data: { name: 'bench', address: '127.0.0.1', port: 9, hostKey: 'ssh-ed25519 AAAA' } })
  await db().domain.create({ data: { name: 'example.org', unicodeName: 'example.org', kind: 'hosted', hostId: host.id } })
}

async function measured(work: () => Promise<number> | number): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const thousand = Buffer.from(Array.from({ length: 1000 }, (_, index) => record(index)).join(''))

/** Most that the process held while a million records were read, above what it held before. */
async function memoryOfMillion(): Promise<{ mebibytes: number; seconds: number }> {
  const before = process.memoryUsage().rss
  let most = before
  function* text(): Generator<Buffer> {
    yield Buffer.from(head(1))
    for (let sent = 0; sent < million; sent += 1000) yield thousand
    yield Buffer.from('</feedback>')
  }
  const start = performance.now()
  const { report } = await readAggregate(text(), reportLimits, () => {
    most = Math.max(most, process.memoryUsage.rss())
  })
  if (report.records !== million) throw new Error(`${report.records} records were read`)
  return { mebibytes: (most - before) / mebibyte, seconds: (performance.now() - start) / 1000 }
}

/** The same of an import, from one gzipped file. */
async function memoryOfImport(): Promise<{ mebibytes: number; seconds: number }> {
  const zip = createGzip()
  const parts: Buffer[] = []
  zip.on('data', (part: Buffer) => parts.push(part))
  const ended = once(zip, 'end')
  zip.write(head(-1))
  for (let sent = 0; sent < million; sent += 1000) if (!zip.write(thousand)) await once(zip, 'drain')
  zip.end('</feedback>')
  await ended
  const content = Buffer.concat(parts)
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const start = performance.now()
  await imported([content])
  clearInterval(watch)
  return { mebibytes: (most - before) / mebibyte, seconds: (performance.now() - start) / 1000 }
}

async function importRows(): Promise<Row[]> {
  await givenDomain()
  await imported(packedFrom(100_000))
  // In turns, as above.
  const times: number[] = []
  const floors: number[] = []
  for (let round = 0; round < rounds; round++) {
    const contents = packedFrom(200_000 + round * reports)
    floors.push(await measured(bare))
    times.push(await measured(() => imported(contents).then(() => 0)))
  }
  const whole = series(times).p50
  const memory = await memoryOfImport()
  await db().$disconnect()
  return [
    {
      name: `the same imported into Postgres, ${together} in a transaction`,
      value: whole,
      unit: 'ms',
      against: { name: 'bare inflate and parse', value: series(floors).p50 },
      atMost: 3,
    },
    { name: '  reports', value: (reports * 1000) / whole, unit: '/s' },
    { name: '  records', value: (reports * recordsEach * 1000) / whole, unit: '/s' },
    { name: 'a million records in one report imported: memory above the start', value: memory.mebibytes, unit: 'MiB', atMost: 300 },
    { name: '  records', value: million / memory.seconds, unit: '/s' },
  ]
}

async function main(): Promise<void> {
  // One round of each warms up; then they take turns, so that a slow moment of the machine meets both.
  if ((await ours()) !== reports * recordsEach || bare() === 0) throw new Error('records are missing')
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await measured(bare))
    times.ours.push(await measured(ours))
  }
  const whole = series(times.ours).p50
  const floor = series(times.bare).p50
  const memory = await memoryOfMillion()
  const rows: Row[] = [
    {
      name: `${reports} gzipped reports of ${recordsEach} records`,
      value: whole,
      unit: 'ms',
      against: { name: 'bare inflate and parse', value: floor },
      atMost: 3,
    },
    { name: '  reports', value: (reports * 1000) / whole, unit: '/s' },
    { name: '  records', value: (reports * recordsEach * 1000) / whole, unit: '/s' },
    { name: 'a million records in one report: memory above the start', value: memory.mebibytes, unit: 'MiB', atMost: 200 },
    { name: '  records', value: million / memory.seconds, unit: '/s' },
  ]
  if (process.env.DATABASE_URL) rows.push(...(await importRows()))
  process.stdout.write(`${tableOf(rows)}\n`)
  const file = process.env.POSTERN_BENCH_JSON
  if (file) writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`)
  for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
}

await main()
