import { afterAll, beforeAll, expect, it } from 'vitest'
import { converse, helloRequest, nextRevision, putAgent, request } from '#agent/testing/agent-on-host'
import { unique } from '#lib/db/testing'
import { machine } from '../lab/machine-under-test'
import { filesOf, type HostFiles } from './support/host-files'
import { LiveAgent, Refused } from './support/live-agent'
import { versionOf, versionsOnHost } from './support/versioned-domain'

const name = `replay-${unique()}.${machine}.test`
let files: HostFiles
let agent: LiveAgent

beforeAll(async () => {
  await putAgent(machine)
  await converse(machine, [], ['recover'])
  files = await filesOf(machine)
  agent = await LiveAgent.start(machine)
})
afterAll(() => agent.end())

const apply = (version: number, revision: number) =>
  agent.ask('apply', { domains: [{ state: versionOf(name, version), revision, ifDigest: null }], staged: false })
const isStale = (asked: Promise<unknown>) =>
  expect(asked).rejects.toSatisfy((error: unknown) => error instanceof Refused && error.wire.code === 'stale')
const present = async () => (await versionsOnHost(files, name)).users

it('a request that comes again says what it said, and does nothing', async () => {
  const revision = nextRevision()
  const first = await apply(1, revision)
  expect(await apply(1, revision)).toEqual({ ...first, domains: first.domains.map((one) => ({ ...one, changed: false })), reloaded: [] })
})

it('an older request is refused, and so is another content under the same revision', async () => {
  const [older, newer] = [nextRevision(), nextRevision()]
  await apply(3, newer)
  await isStale(apply(2, older))
  await isStale(apply(2, newer))
  expect(await present()).toBe(3)
})

it('a deleted domain does not come back by a recording of its past', async () => {
  const [living, deleted] = [nextRevision(), nextRevision()]
  await apply(4, living)
  await apply(0, deleted)
  await isStale(apply(4, living))
  expect(await present()).toBe(0)
})

it('after a rollback nothing older than what was rolled back is taken, and the same revision is', async () => {
  const [first, second] = [nextRevision(), nextRevision()]
  const { generation } = await apply(5, first)
  const { generation: newest } = await apply(6, second)
  await agent.ask('rollback', { generation, ifGeneration: newest })
  expect(await present()).toBe(5)
  await isStale(apply(5, first))
  await apply(6, second)
  expect(await present()).toBe(6)
  await apply(0, nextRevision())
})

it('half a request, as a cut line leaves it, is no request', async () => {
  const whole = request(2, {
    op: 'apply',
    input: { domains: [{ state: versionOf(name, 7), revision: nextRevision(), ifDigest: null }], staged: false },
  })
  const answers = await converse(machine, [helloRequest, whole.slice(0, whole.length / 2)])
  expect(answers.slice(1)).toEqual([expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'invalid_request' }) })])
  expect(await present()).toBe(0)
})
