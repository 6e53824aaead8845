// A key is made and changed while mail flows, by the panel alone: it puts the records into the zone (RFC 2136), sees them everywhere, and signs with the next key. A
// receiver proves every message as it comes.
import pg from 'pg'
import { ask, read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenMailbox, type Login } from '../support/given'
import { lab } from '../support/lab'
import { send } from '../support/mail'
import { until } from '../support/until'

type Key = { selector: string; state: string }
type Proof = { selector: string | null; passed: boolean }

const domain = 'updated.test'
const inbox = '/var/vmail/other.test/carol/Maildir/new'
const dns = { resolvers: [lab.addresses.resolver], allowPrivate: true }
/** Of dkimpy, at the receiver. */
const verifier = `import dkim, sys
one = dkim.DKIM(sys.stdin.buffer.read())
signed = any(name.lower() == b"dkim-signature" for name, _ in one.headers)
passed = one.verify() if signed else False
print(one.selector.decode() if signed else "-", passed)`

let alice: Login
let before: unknown = null
test.beforeAll(async () => {
  await withDatabase(async (client) => {
    before = (await client.query(`select value from "Setting" where key = 'dns'`)).rows[0]?.value ?? null
    await setDns(client, dns)
  })
  const made = await ask('POST', '/domains', { body: { name: domain, host: 'mail1' } })
  if (!made.ok) throw new Error(await made.text())
  alice = await givenMailbox('mail1', `alice@${domain}`)
  await onHost('/usr/bin/systemctl', 'unmask', 'opendkim.service')
  await configureHost()
})
test.afterAll(async () => {
  await onHost('/usr/bin/systemctl', 'mask', '--now', 'opendkim.service')
  await configureHost()
  await withDatabase((client) => setDns(client, before))
})

test('a key is made and changed while mail flows, and no message fails', async () => {
  test.setTimeout(420_000)
  const flow = mailFlow()
  try {
    const { name, secret } = lab.updateKey
    const zone = {
      name: domain,
      kind: 'rfc2136',
      server: lab.addresses.authority,
      keyName: name,
      secret,
      allowPrivate: true,
      automatic: true,
      ttl: 60,
    }
    await save('POST', '/dns-zones', zone)
    await flow.next()
    expect(flow.proofs.every(({ selector }) => selector === null)).toBe(true)

    await save('POST', `/domains/${domain}/dkim`, {})
    expect((await keys()).map(({ state }) => state)).toEqual(['pending'])
    const [first] = await untilStates(['active'])
    await flow.untilSignedWith(first?.selector)

    await save('POST', `/domains/${domain}/dkim/rotate`, {})
    expect((await keys()).map(({ state }) => state).toSorted()).toEqual(['active', 'pending'])
    const later = await untilStates(['active', 'retiring'])
    const second = later.find(({ state }) => state === 'active')
    expect(later.find(({ state }) => state === 'retiring')?.selector).toBe(first?.selector)
    await flow.untilSignedWith(second?.selector)
    await flow.next()
    await flow.next()

    const proofs = await flow.end()
    const signed = proofs.filter(({ selector }) => selector !== null)
    expect(signed.filter(({ passed }) => !passed)).toEqual([])
    // Without a signature, with the first key, with the second: in that order, and never back.
    const phases = proofs.map(({ selector }) => [null, first?.selector, second?.selector].indexOf(selector))
    expect(phases).toEqual(phases.toSorted())
    expect(signed.length).toBeGreaterThan(5)
    process.stdout.write(`${proofs.length} messages while the key was made and changed, ${signed.length} of them signed, none failed\n`)
  } finally {
    await flow.end()
  }
})

/** Alice writes, and writes again as soon as the last message was read and proved. */
function mailFlow() {
  const proofs: Proof[] = []
  let isOver = false
  const running = (async () => {
    while (!isOver) proofs.push(await proved())
  })()
  let failure: unknown = null
  running.catch((error) => {
    failure = error
  })
  const past = (count: number) =>
    until(
      'the next message',
      async () => {
        if (failure) throw failure
        return proofs.length > count ? true : null
      },
      60_000,
    )
  return {
    proofs,
    next: () => past(proofs.length),
    untilSignedWith: (selector: string | undefined) =>
      until('mail to be signed with the key', async () => (proofs.at(-1)?.selector === selector ? true : null), 60_000),
    async end() {
      isOver = true
      await running
      return proofs
    },
  }
}

async function proved(): Promise<Proof> {
  const { accepted, transcript, token } = await send({ host: 'mail1', as: alice, from: alice.address, to: 'carol@other.test' })
  expect(accepted, transcript).toBe(true)
  const find = async () => (await lab.exec('mail2', ['/usr/bin/grep', '-rls', token, inbox])).stdout.trim() || null
  const name = await until('the message', find, 30_000)
  const { stdout } = await lab.exec('mail2', ['/usr/bin/python3', '-c', verifier], { stdin: await lab.readFile('mail2', name) })
  const [selector = '-', passed] = stdout.trim().split(' ')
  return { selector: selector === '-' ? null : selector, passed: passed === 'True' }
}

const keys = () => read<Key[]>(`/domains/${domain}/dkim`)

/** The worker's timetable: every two minutes it publishes and looks. */
const untilStates = (states: string[]) =>
  until(
    `keys to be ${states.join(', ')}`,
    async () => {
      const all = await keys()
      const now = all.map(({ state }) => state).toSorted()
      if (JSON.stringify(now) === JSON.stringify(states.toSorted())) return all
      await new Promise((resolve) => setTimeout(resolve, 2000))
      return null
    },
    180_000,
  )

async function configureHost(): Promise<void> {
  const { digest } = await read<{ digest: string }>('/hosts/mail1/config')
  await save('POST', '/hosts/mail1/config', { digest })
}

async function onHost(...argv: string[]): Promise<void> {
  const { code, stderr } = await lab.exec('mail1', argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
}

async function setDns(client: pg.Client, value: unknown): Promise<void> {
  await client.query(`delete from "Setting" where key = 'dns'`)
  if (value !== null)
    await client.query(`insert into "Setting" (key, value, version, "updatedAt") values ('dns', $1, 1, now())`, [JSON.stringify(value)])
}

async function withDatabase(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
