// `npm run bench -- dns`: all checks of 1,000 domains, each question to a resolver and to the domain's name server, which answer after 20 ms; against the very same questions
// with no logic. They are to take no more than 1.5 times as long as those fired at full parallelism by node:dns, which is what any other program of Node fires them with, as many
// at once as it is fastest with. Beside it, the harder floors: our own client with nothing made of the answers, and two bare sockets that do not even read them.
// Policies and logos come from memory after 20 ms too. Root is needed: a zone's servers are asked at port 53.
import { type ChildProcess, fork } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { encode, RECURSION_DESIRED } from 'dns-packet'
import { servicesAt } from '#lib/dns/mail-ports'
import { wireResolver } from '#lib/dns/wire-resolver'
import type { DomainFacts, HostFacts } from '#lib/dns-status/facts'
import type { Fetches } from '#lib/dns-status/fetches'
import { type Checked, checkDomain } from '#lib/dns-status/round'
import { worldOf } from '#lib/dns-status/world'
import { dnsSettings } from '#lib/resolvers/settings-schema'
import { missed, type Row, tableOf } from './report'
import { series } from './statistics'

const domains = 1000
const latencyMs = 20
const rounds = 5
/** What suits each best: checks wait for answers before they ask on, the bare client does not. */
const domainsAtOnce = { ours: 100, fired: 60 }
const questionsAtOnce = 2000
/** With fewer it waits, with more it loses datagrams and waits for a deadline: each is tried, and the fastest counts. */
const questionsOfNodeAtOnce = [600, 800, 1000]
const [resolver, authority, port] = ['127.77.0.1', '127.77.0.2', 53]
const settings = dnsSettings.parse({ resolvers: [resolver], allowPrivate: true, nameLists: ['names.test'] })
const key = Buffer.alloc(32, 7).toString('base64')

const host: HostFacts = {
  ...{ name: 'mail.house.test', addresses: ['9.9.9.9'], relay: null, allowPrivate: true, validating: false },
  ...{ blocklists: ['list.test'], nameLists: ['names.test'], shown: [], currentChains: [], nextChains: [] },
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
  inTurns(names, domainsAtOnce.ours, (name) => checkDomain(worldOf(name, settings), fetches, factsOf(name)))

/** The same questions of each domain at once, by the product's own client, and nothing made of the answers. */
const fired = (questions: ReadonlyMap<string, readonly Asked[]>): Promise<unknown> =>
  inTurns([...questions.values()], domainsAtOnce.fired, (ofDomain) => {
    const clients = new Map(
      [resolver, authority].map((address) => [address, wireResolver({ servers: [{ address, port }], parallelMax: 64 })]),
    )
    return Promise.all(ofDomain.map(([name, type, address]) => clients.get(address)?.lookup(name, type as 'A')))
  })

/** By the domain that they were asked for; of what all domains share each has its own part, as each round asks anew. */
function byDomain(questions: readonly Asked[]): Map<string, Asked[]> {
  const shared = questions.filter(([name]) => !/d\d+\.bench\.test/.test(name))
  const groups = new Map<string, Asked[]>(names.map((name) => [name, []]))
  for (const one of questions) groups.get(/d\d+\.bench\.test/.exec(one[0])?.[0] ?? '')?.push(one)
  for (const [index, one] of shared.entries()) groups.get(names[index % domains] as string)?.push(one)
  return groups
}

/** The same questions at once, by the resolver that comes with Node; it knows all types that these are of. Gives how many had no answer. */
async function byNode(questions: readonly Asked[], atOnce: number): Promise<number> {
  const clients = new Map(
    [resolver, authority].map((address) => {
      const client = new Resolver({ timeout: 2000 })
      client.setServers([`${address}:${port}`])
      return [address, client] as const
    }),
  )
  let lost = 0
  await inTurns(questions, atOnce, async ([name, type, address]) => {
    try {
      await clients.get(address)?.resolve(name, type)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOTFOUND' && code !== 'ENODATA') lost++
    }
  })
  return lost
}

/** The floor below these: two sockets for all, an answer known by its number and not even read. Gives how many had none. */
async function bare(questions: readonly Asked[]): Promise<number> {
  const waiting = new Map<string, () => void>()
  const sockets = new Map(
    await Promise.all(
      [resolver, authority].map(async (address) => {
        const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 })
        socket.on('message', (bytes) => waiting.get(`${address} ${bytes.readUInt16BE(0)}`)?.())
        await new Promise<void>((done) => socket.connect(port, address, () => done()))
        return [address, socket] as const
      }),
    ),
  )
  let lost = 0
  const numbered = questions.map((question, index) => ({ question, id: index % 65_536 }))
  await inTurns(numbered, questionsAtOnce, ({ question: [name, type, address], id }) => {
    const query = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type: type as 'A', name }] })
    return new Promise<void>((done) => {
      const key = `${address} ${id}`
      const end = (isLost: boolean) => {
        clearTimeout(timer)
        waiting.delete(key)
        if (isLost) lost++
        done()
      }
      const timer = setTimeout(() => end(true), 2000)
      waiting.set(key, () => end(false))
      sockets.get(address)?.send(query)
    })
  })
  for (const socket of sockets.values()) socket.close()
  return lost
}

type Cost = { wallMs: number; cpuMs: number }

async function measured(work: () => Promise<unknown>): Promise<Cost> {
  const [start, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 }
}

const server = fork(resolve('bench/dns-server.mjs'), [String(latencyMs), resolver, authority, String(port)])
try {
  await new Promise((ready) => server.once('message', ready))
  const states = (await ours()).flat().map(({ check, result }) => `${check} ${result.state}`)
  const questions = await heard(server)
  const wrong = states.filter((state) => !state.endsWith(' ok'))
  if (wrong.length > 0) process.stdout.write(`not in order: ${[...new Set(wrong)].join(', ')} (${wrong.length})\n`)
  const times: { ours: Cost[]; fired: Cost[]; bare: Cost[] } = { ours: [], fired: [], bare: [] }
  const timesOfNode = questionsOfNodeAtOnce.map((atOnce) => ({ atOnce, costs: [] as Cost[] }))
  const groups = byDomain(questions)
  const lost = { byNode: 0, bare: 0 }
  for (let round = 0; round < rounds; round++) {
    times.bare.push(
      await measured(async () => {
        lost.bare += await bare(questions)
      }),
    )
    for (const { atOnce, costs } of timesOfNode)
      costs.push(
        await measured(async () => {
          lost.byNode += await byNode(questions, atOnce)
        }),
      )
    times.fired.push(await measured(() => fired(groups)))
    times.ours.push(await measured(ours))
  }
  const middle = (costs: readonly Cost[], of: keyof Cost) => series(costs.map((cost) => cost[of])).p50
  const whole = middle(times.ours, 'wallMs')
  const [best = []] = timesOfNode.map(({ costs }) => costs).sort((a, b) => middle(a, 'wallMs') - middle(b, 'wallMs'))
  const rows: Row[] = [
    {
      name: `${domains} domains, all checks (${questions.length} questions)`,
      value: whole,
      unit: 'ms',
      against: { name: 'the same questions by node:dns', value: middle(best, 'wallMs') },
      atMost: 1.5,
    },
    {
      name: '  of this process, processor time',
      value: middle(times.ours, 'cpuMs'),
      unit: 'ms',
      against: { name: 'the same', value: middle(best, 'cpuMs') },
    },
    {
      name: '  beside our own client',
      value: whole,
      unit: 'ms',
      against: { name: 'by our own client, nothing made of the answers', value: middle(times.fired, 'wallMs') },
    },
    {
      name: '  of this process, processor time',
      value: middle(times.ours, 'cpuMs'),
      unit: 'ms',
      against: { name: 'the same', value: middle(times.fired, 'cpuMs') },
    },
    {
      name: '  beside two bare sockets',
      value: whole,
      unit: 'ms',
      against: { name: 'answers not even read', value: middle(times.bare, 'wallMs') },
    },
    { name: '  domains', value: (domains * 1000) / whole, unit: '/s' },
    { name: '  questions', value: (questions.length * 1000) / whole, unit: '/s' },
  ]
  process.stdout.write(`${tableOf(rows)}\n`)
  if (lost.byNode > 0) process.stdout.write(`${lost.byNode} of the questions by node:dns were not answered\n`)
  if (lost.bare > 0) process.stdout.write(`${lost.bare} of the bare questions were not answered\n`)
  const file = process.env.POSTERN_BENCH_JSON
  if (file) writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`)
  for (const row of missed(rows)) process.stdout.write(`missed: ${row.name}\n`)
} finally {
  server.send('end')
}
