// `npm run bench -- dns`: all checks of 1,000 domains, each question to a resolver and to the domain's name server, which answer after 20 ms; against the very same questions
// fired at once, with nothing made of the answers. Policies and logos come from memory after 20 ms too. Root is needed: a zone's servers are asked at port 53.
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encode, RECURSION_DESIRED } from 'dns-packet'
import { servicesAt } from '#lib/dns/mail-ports'
import { askUdp } from '#lib/dns/wire-udp'
import type { DomainFacts, HostFacts } from '#lib/dns-status/facts'
import type { Fetches } from '#lib/dns-status/fetches'
import { type Checked, checkDomain } from '#lib/dns-status/round'
import { worldOf } from '#lib/dns-status/world'
import { dnsSettings } from '#lib/resolvers/settings-schema'
import { missed, type Row, tableOf } from './report'
import { series } from './statistics'

const domains = 1000
const latencyMs = 20
const rounds = 3
const domainsAtOnce = 120
const questionsAtOnce = 2000
const [resolver, authority, port] = ['127.77.0.1', '127.77.0.2', 53]
const settings = dnsSettings.parse({ resolvers: [resolver], allowPrivate: true, nameLists: ['names.test'] })
const key = Buffer.alloc(32, 7).toString('base64')

const host: HostFacts = {
  ...{ name: 'mail.house.test', addresses: ['9.9.9.9'], relay: null, allowPrivate: true, validating: false },
  ...{ blocklists: ['list.test'], nameLists: ['names.test'], shown: [], nextChains: [] },
}
const factsOf = (name: string): DomainFacts => ({
  ...{ name, kind: 'hosted', hasMail: true, host, services: servicesAt(undefined), publicUrl: 'https://panel.test', policyBefore: null },
  dkim: [{ selector: 's1', algorithm: 'ed25519', publicKey: key, state: 'active', since: new Date(0), lostRecord: false, obstacle: false }],
  lookAlikes: null,
})
const later = <Value>(value: Value) => new Promise<Value>((done) => setTimeout(() => done(value), latencyMs))
const policy = 'version: STSv1\r\nmode: enforce\r\nmx: mail.house.test\r\nmax_age: 604800\r\n'
const logo = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9"><title>House</title></svg>',
)
const fetches: Fetches = {
  policy: () => later({ state: 'fetched', body: policy, contentType: 'text/plain' }),
  picture: () => later({ state: 'fetched', content: logo }),
}

type Asked = [name: string, type: string, server: string]

const heard = (server: ChildProcess) =>
  new Promise<Asked[]>((done) => {
    server.once('message', ({ asked }: { asked: Asked[] }) => done(asked))
    server.send('asked')
  })

/** At most so many at once: a socket each, and more than a server's buffer takes would be lost and asked again after two seconds. */
async function inTurns<Thing, Value>(things: readonly Thing[], most: number, work: (thing: Thing) => Promise<Value>): Promise<Value[]> {
  const results: Value[] = []
  const rest = things.values()
  const one = async () => {
    for (const thing of rest) results.push(await work(thing))
  }
  await Promise.all(Array.from({ length: most }, one))
  return results
}

const names = Array.from({ length: domains }, (_, index) => `d${index}.bench.test`)
const ours = (): Promise<Checked[][]> =>
  inTurns(names, domainsAtOnce, (name) => checkDomain(worldOf(name, settings), fetches, factsOf(name)))

/** Nothing but the questions, by the same kind of socket: a port of its own for each, so that nobody answers in another's place. Gives how many had no answer. */
async function bare(questions: readonly Asked[]): Promise<number> {
  const replies = await inTurns(questions, questionsAtOnce, ([name, type, address]) => {
    const query = encode({ type: 'query', id: randomInt(65_536), flags: RECURSION_DESIRED, questions: [{ type: type as 'A', name }] })
    return askUdp<Buffer>({ address, port, query, timeoutMs: 20_000, read: (bytes) => bytes })
  })
  return replies.filter((reply) => typeof reply === 'string').length
}

async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const server = fork(fileURLToPath(new URL('dns-server.mjs', import.meta.url)), [String(latencyMs), resolver, authority, String(port)])
try {
  await new Promise((ready) => server.once('message', ready))
  const states = (await ours()).flat().map(({ check, result }) => `${check} ${result.state}`)
  const questions = await heard(server)
  const wrong = states.filter((state) => !state.endsWith(' ok'))
  if (wrong.length > 0) process.stdout.write(`not in order: ${[...new Set(wrong)].join(', ')} (${wrong.length})\n`)
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  let lost = 0
  for (let round = 0; round < rounds; round++) {
    times.bare.push(
      await measured(async () => {
        lost += await bare(questions)
      }),
    )
    times.ours.push(await measured(ours))
  }
  const whole = series(times.ours).p50
  const rows: Row[] = [
    {
      name: `${domains} domains, all checks (${questions.length} questions)`,
      value: whole,
      unit: 'ms',
      against: { name: 'the same questions at once', value: series(times.bare).p50 },
      atMost: 1.5,
    },
    { name: '  domains', value: (domains * 1000) / whole, unit: '/s' },
    { name: '  questions', value: (questions.length * 1000) / whole, unit: '/s' },
  ]
  process.stdout.write(`${tableOf(rows)}\n`)
  if (lost > 0) process.stdout.write(`${lost} of the bare questions were not answered\n`)
  const file = process.env.POSTERN_BENCH_JSON
  if (file) writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`)
  for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
} finally {
  server.send('end')
}
