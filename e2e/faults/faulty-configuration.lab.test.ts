import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { configure, converse, lab, putAgent } from '#agent/testing/agent-on-host'
import { type HostState, hostState } from '#lib/protocol/state'
import { machine } from '../lab/machine-under-test'
import { failProgram } from './support/faulty-host'
import { filesOf, type HostFiles } from './support/host-files'
import { Killed, LiveAgent, Refused } from './support/live-agent'

/** After the change has begun: while files are written, while maps are built, while the daemons are asked, and when they have reloaded. */
const killsAfterMs = [0, 10, 40, 150, 1200]
const mends: (() => Promise<void>)[] = []
let files: HostFiles
let agent: LiveAgent

beforeAll(async () => {
  await putAgent(machine)
  await converse(machine, [], ['recover'])
  files = await filesOf(machine)
  await configure(machine, relayBy('first'))
})
beforeEach(async () => {
  agent = await LiveAgent.start(machine)
})
afterEach(async () => {
  for (const mend of mends.splice(0).reverse()) await mend()
  await agent.end()
})
afterAll(() => configure(machine))

/** Everything of such a state carries the name. */
const relayBy = (name: string): HostState =>
  hostState.parse({
    relayhost: {
      server: `${name}.relay.test`,
      port: 587,
      lookupMx: false,
      tls: 'encrypt',
      login: { username: name, password: `of-${name}` },
    },
  })

async function applyState(state: HostState) {
  const { digest } = await agent.ask('plan-config', { state })
  return agent.ask('apply-config', { state, ifDigest: digest })
}

async function refusalOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'not refused',
    (error: unknown) => {
      if (error instanceof Refused) return error.wire.code
      throw error
    },
  )
}

/** Which relay main.cf names, and which the password table and its built map have a login for. */
async function relayOnHost() {
  const [, name = 'none'] = /^postern_relayhost\s*=\s*\[?(\w+)\.relay\.test/m.exec(files.text('/etc/postfix/main.cf') ?? '') ?? []
  const named = (text: string) => [...text.matchAll(/(\w+)\.relay\.test/g)].map((match) => match[1])
  const map = await files.map('/etc/postfix/postern/relay-password')
  return { name, table: named(files.text('/etc/postfix/postern/relay-password') ?? ''), map: named(map.join('\n')) }
}
const whole = (name: string) => ({ name, table: [name], map: [name] })
const isPending = () => files.text('/var/lib/postern/backups/pending') !== null

it('a Postfix that finds fault with the new configuration keeps the old one, whole', async () => {
  mends.push(await failProgram(machine, '/usr/sbin/postfix', 'check', 'postfix: fatal: no'))
  expect(await refusalOf(applyState(relayBy('second')))).toBe('config_refused')
  for (const mend of mends.splice(0)) await mend()
  await agent.ask('status', {})
  expect(await relayOnHost()).toEqual(whole('first'))
  expect(isPending()).toBe(false)
})

it('a Dovecot that does not reload gets the old configuration back, and Postfix with it', async () => {
  mends.push(await failProgram(machine, '/usr/bin/doveadm', 'reload', 'doveadm: Fatal: no'))
  expect(await refusalOf(applyState(relayBy('third')))).toBe('reload_failed')
  expect(await relayOnHost()).toEqual(whole('first'))
  for (const mend of mends.splice(0)) await mend()
  await agent.ask('status', {})
  expect(isPending()).toBe(false)
  const { services } = await agent.ask('status', {})
  expect(services.map(({ running }) => running)).toEqual([true, true])
})

it('an agent that is killed while it changes the configuration leaves the old one or the new one, built maps included', async () => {
  let before = 'first'
  const ends = { old: 0, new: 0 }
  for (const [kill, afterMs] of killsAfterMs.entries()) {
    const next = `kill${kill}`
    const applied = applyState(relayBy(next)).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
    await expect.poll(isPending, { timeout: 30_000, interval: 1 }).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    await agent.kill()
    await applied
    // As at boot, or by the next question of a panel.
    if (kill % 2 === 0) await converse(machine, [], ['recover'])
    agent = await LiveAgent.start(machine)
    await agent.ask('status', {})
    const found = await relayOnHost()
    expect([before, next]).toContain(found.name)
    expect(found).toEqual(whole(found.name))
    expect(isPending()).toBe(false)
    ends[found.name === next ? 'new' : 'old']++
    before = found.name
  }
  console.info('kills in a change of configuration:', ends)
  expect(ends.old).toBeGreaterThan(0)
  const { stdout } = await lab.exec(machine, ['/usr/sbin/postconf', '-h', 'postern_relayhost'])
  expect(stdout).toContain(`${before}.relay.test`)
})
