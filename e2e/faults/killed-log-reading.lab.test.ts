// The agent, the worker, Postgres and the line are ended at any moment while a host writes its logs; afterwards every line is kept once, and every
// fate and count is what was lived.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { directQuery } from '#lib/db/direct'
import { givenDomain, unique } from '#lib/db/testing'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import { type MadeLog, makeLog } from '#lib/logs/testing'
import { queueLogReading } from '#lib/traces/read-logs'
import { untruths } from '#lib/traces/testing-truth'
import type { Lab } from '../lab/lab.mjs'
import { machine } from '../lab/machine-under-test'
import { type OwnPostgres, startOwnPostgres } from './support/own-postgres'
import { buildWorker, endAll, type Supervised, superviseWorker } from './support/processes'

/** A log that the agent reads by its path; nobody else writes it on a mail host. */
const logFile = '/var/log/roundcube/userlogins.log'
const journalLines = 1500
const mark = `mark-${unique()}`
let postgres: OwnPostgres
let lab: Lab
let host: HostView
let supervised: Supervised
let made: MadeLog
let domain = ''

beforeAll(async () => {
  postgres = await startOwnPostgres()
  await buildWorker()
  ;({ lab, host } = await givenEnrolledHost(machine))
  domain = (await givenDomain({ name: `log-${unique()}.mail3.test`, hostId: host.id })).name
  made = makeLog({ messages: 9000, hosts: [machine], start: Date.now() - 3_600_000, domain })
  await lab.exec(machine, ['/usr/bin/mkdir', '-p', '/var/log/roundcube'])
  await lab.exec(machine, ['/usr/bin/rm', '-f', logFile])
  await lab.writeFile(machine, '/run/lived.log', made.lines.map(({ text }) => `${text}\n`).join(''))
  supervised = await superviseWorker()
})
afterAll(async () => {
  await lab?.restoreNetwork(machine)
  await supervised?.stop()
  await endAll()
  await lab?.exec(machine, ['/usr/bin/rm', '-rf', '/var/log/roundcube', '/run/lived.log'])
  await postgres?.remove()
})

// Pieces that end in the middle of lines, with pauses; half way the file is rotated away and a new one begun, as logrotate(8) does.
const writer = `
const { readFileSync, openSync, writeSync, renameSync } = require('node:fs')
const all = readFileSync('/run/lived.log')
const pause = new Int32Array(new SharedArrayBuffer(4))
let file = openSync('${logFile}', 'a')
let turned = false
for (let at = 0; at < all.length; ) {
  const end = Math.min(all.length, at + 1 + Math.floor(Math.random() * 40000))
  if (!turned && at > all.length / 2 && all[at - 1] === 10) {
    renameSync('${logFile}', '${logFile}.1')
    file = openSync('${logFile}', 'a')
    turned = true
  }
  const whole = !turned && at > all.length / 2 - 70000 ? all.lastIndexOf(10, end - 1) + 1 : end
  const to = whole > at ? whole : end
  writeSync(file, all.subarray(at, to))
  at = to
  Atomics.wait(pause, 0, 0, 30 + Math.random() * 120)
}
console.log(turned ? 'rotated' : 'not rotated')`

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pkill = (pattern: string) => lab.exec(machine, ['/usr/bin/pkill', '-KILL', '-f', pattern])

const kills = {
  agent: () => pkill('/usr/lib/postern/postern-agent.cjs'),
  worker: () => supervised.worker.end('SIGKILL'),
  line: () => pkill('^sshd(-session)?: postern'),
  network: async () => {
    await lab.cutNetwork(machine)
    await pause(700)
    await lab.restoreNetwork(machine)
  },
  Postgres: async () => {
    postgres.kill()
    await postgres.start()
  },
} as const
type Victim = keyof typeof kills

/** As the timetable does every minute; Postgres may just have gone. */
const askToRead = () => queueLogReading().catch(() => undefined)
const keptOf = async (condition: string): Promise<number> => {
  const [row] = await directQuery<{ count: number }>(`select count(*)::int as count from "LogLine" where "hostId" = $1 and ${condition}`, [
    host.id,
  ])
  return row?.count ?? 0
}
const keptMade = () => keptOf("source = 'roundcube'").catch(() => -1)

/** How many are kept, once they are more than so many, or the time is over. */
async function moreThan(before: number, deadlineMs: number): Promise<number> {
  const deadline = Date.now() + deadlineMs
  let [asked, kept] = [0, await keptMade()]
  for (; kept <= before && Date.now() < deadline; kept = await keptMade()) {
    if (Date.now() - asked > 3000) {
      await askToRead()
      asked = Date.now()
    }
    await pause(100)
  }
  return kept
}

it('no line is lost or counted twice, whoever dies', async () => {
  const began = Date.now()
  const writing = lab.exec(machine, ['/usr/bin/node', '-e', writer])
  // The first reading of a file begins with the file that is there: what was rotated away before is nobody's.
  expect(await moreThan(0, 20_000)).toBeGreaterThan(0)
  const lines = Array.from({ length: journalLines }, (_, number) => `${mark} line ${number}\n`).join('')
  const logging = lab.exec(machine, ['/usr/bin/logger', '-p', 'mail.info', '-t', 'postfix/smtpd'], { stdin: lines })
  const order: Victim[] = ['agent', 'worker', 'Postgres', 'line', 'worker', 'network', 'Postgres', 'agent', 'line']
  const underWay: string[] = []
  let before = 0
  for (const victim of order) {
    // After it went on once, at any moment of the next batch.
    before = await moreThan(before, 6000)
    await askToRead()
    await pause(Math.floor(Math.random() * 300))
    await kills[victim]()
    underWay.push(`${victim} after ${before}`)
  }
  expect((await writing).stdout.trim()).toBe('rotated')
  expect((await logging).code).toBe(0)
  await moreThan(made.lines.length - 1, 60_000)
  // What would come twice has come by then.
  const [reading] = await directQuery<{ turn: number }>('select turn from "LogReading" where "hostId" = $1', [host.id])
  await expect.poll(async () => (await db().logReading.findUniqueOrThrow({ where: { hostId: host.id } })).endAt !== null).toBe(true)
  expect(await untruths(made, new Map([[machine, host.id]]), domain, { source: 'roundcube' })).toEqual([])
  const ofJournal = await directQuery<{ raw: string }>('select raw from "LogLine" where "hostId" = $1 and raw like $2 order by id', [
    host.id,
    `%${mark}%`,
  ])
  expect(ofJournal.map(({ raw }) => Number(/line (\d+)$/.exec(raw)?.[1]))).toEqual(
    Array.from({ length: journalLines }, (_, number) => number),
  )
  console.info(
    `${made.lines.length} lines in a file, ${journalLines} in the journal; killed: ${underWay.join(', ')}; ${reading?.turn} batches, worker started ${supervised.starts()} times, ${Math.round((Date.now() - began) / 1000)} s`,
  )
}, 150_000)
