// `npm run bench -- logs`, third part: a million lines of known truth, kept in batches that end anywhere and are now and then read twice; then every
// line, every recipient's fate and every count in Postgres beside what was lived. Anything else than that ends the bench with an error.
import { randomBytes } from 'node:crypto'
import { db } from '#lib/db/client'
import { makeLog } from '#lib/logs/testing'
import { keepMade, untruths } from '#lib/traces/testing-truth'

const messages = Number(process.env.POSTERN_BENCH_MESSAGES ?? 165_000)
const domain = 'truth.example.test'
const names = ['one', 'two', 'three']

const hosts = new Map<string, string>()
for (const name of names) {
  const { id } = await db().host.create({ data: { name, address: '127.0.0.1', hostKey: 'ssh-ed25519 AAAA' } })
  hosts.set(name, id)
}
await db().domain.create({ data: { name: domain, unicodeName: domain, kind: 'hosted', hostId: hosts.get('one') as string } })
const seed = 1 + (randomBytes(4).readUInt32BE() % 2_000_000_000)
const start = Date.now() - 12 * 3_600_000
const made = makeLog({ messages, hosts: names, start, seed, domain })
const again = await keepMade(made.lines, hosts, seed)
const wrong = await untruths(made, hosts, domain)
const recipients = made.truths.reduce((sum, truth) => sum + truth.recipients.length, 0)
const sizes = `${made.lines.length} lines, ${made.truths.length} messages, ${recipients} recipients, ${made.counts.length} counted events`
process.stdout.write(
  `truth: ${sizes}, ${again} batches read twice, seed ${seed}: ${wrong.length === 0 ? 'all as it was lived' : 'WRONG'}\n`,
)
for (const one of wrong) process.stdout.write(`  ${one}\n`)
process.exit(wrong.length === 0 ? 0 : 1)
