// What a stolen panel could send: the agent answers with a refusal, and nothing on the host is another than before (class T19).
import { beforeAll, describe, expect, it } from 'vitest'
import { machine } from '../e2e/lab/machine-under-test'
import {
  agentPath,
  applyStates,
  ask,
  askAll,
  converse,
  helloRequest,
  lab,
  nextRevision,
  putAgent,
  refusal,
  request,
} from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, local, to } from './testing/given-domain'

const name = `wire.${machine}.test`
// In a shell: the shard that holds the domain. Another hand writes there and nowhere else.
const itsAliases = `"$(grep -l '^# domain: ${name}$' /etc/postfix/postern/aliases.?)"`
const good = givenDomain(name, { mailboxes: [givenMailbox('alice', 'a-password')] })
const fingerprint = async () =>
  (
    await lab.exec(machine, [
      '/bin/sh',
      '-c',
      'cat /etc/postfix/*.cf /etc/postfix/postern/* /etc/dovecot/postern/users/h2-* | sha256sum; ls -la /etc/cron.d /etc/sudoers.d',
    ])
  ).stdout

beforeAll(async () => {
  await putAgent(machine)
  await applyStates(machine, good)
})

describe('the wire', () => {
  it.each([
    ['a line that is no JSON', 'rm -rf /'],
    ['an operation that does not exist', JSON.stringify({ id: 2, op: 'exec', deadlineMs: 1000, input: {} })],
    ['an extra key beside the request', JSON.stringify({ id: 2, op: 'status', deadlineMs: 1000, input: {}, root: '/' })],
    ['an extra key in the input', request(2, { op: 'status', input: { path: '/etc/shadow' } })],
    [
      'file contents in a state',
      request(2, {
        op: 'apply',
        input: { domains: [{ state: { ...good, files: { '/etc/cron.d/x': 'boom' } }, revision: 1, ifDigest: null }], staged: false },
      }),
    ],
    ['a domain that is a path', request(2, { op: 'read-domain', input: { domain: '../../etc/passwd' } })],
    ['an archive that is a path', request(2, { op: 'purge-archive', input: { archiveIds: ['../../etc'] } })],
    ['a backup that is a path', request(2, { op: 'rollback-config', input: { backup: '../../../etc/passwd' } })],
    ['no hello before it', ''],
  ])('refuses %s', async (what, line) => {
    const before = await fingerprint()
    const lines = what === 'no hello before it' ? [request(2, { op: 'status', input: {} })] : [helloRequest, line]
    const answer = (await converse(machine, lines)).at(-1)
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
    expect(await fingerprint()).toBe(before)
  })

  it.each([
    '-rf',
    'a;b',
    '$(x)',
    'a b',
    'a\nb',
    'a:b',
    'a,b',
    '../../x',
    'a/b',
    '|/bin/sh',
    ':include:/etc/passwd',
    '@',
    'é',
    'a\u0000b',
    '{x}',
    '#a',
    '.a',
    'a+b',
    'A',
  ])('refuses the mailbox name %j', async (localPart) => {
    const state = { ...good, mailboxes: [{ ...good.mailboxes[0], localPart }] }
    expect((await refusal(machine, 'apply', { domains: [{ state, revision: nextRevision(), ifDigest: null }], staged: false })).code).toBe(
      'invalid_request',
    )
  })

  it.each(['{PLAIN}secret', '{CRYPT}x', 'secret', '{SHA512-CRYPT}a:b', '{SHA512-CRYPT}a\nb'])(
    'refuses the password %j',
    async (passwordHash) => {
      const state = { ...good, mailboxes: [{ ...good.mailboxes[0], passwordHash }] }
      const error = await refusal(machine, 'apply', { domains: [{ state, revision: nextRevision(), ifDigest: null }], staged: false })
      expect(error.code).toBe('invalid_request')
      expect(error.message).not.toContain('secret')
    },
  )

  it('refuses an older revision that is sent again, and takes the same one that says the same', async () => {
    const revision = nextRevision()
    const newer = givenDomain(name, { mailboxes: [givenMailbox('alice', 'b-password')] })
    const send = (state: typeof good, number: number) =>
      askAll(machine, [{ op: 'apply', input: { domains: [{ state, revision: number, ifDigest: null }], staged: false } }])
    expect((await send(newer, revision))[0]).toMatchObject({ ok: true })
    expect((await send(good, revision - 1))[0]).toMatchObject({ ok: false, error: { code: 'stale' } })
    expect((await send(good, revision))[0]).toMatchObject({ ok: false, error: { code: 'stale' } })
    expect((await send(newer, revision))[0]).toMatchObject({ ok: true })
  })

  it('takes no arguments but its own words', async () => {
    for (const args of [['--eval', '1'], ['apply'], ['recover', '/tmp'], ['../x']]) {
      expect((await lab.exec(machine, ['/usr/bin/node', agentPath, ...args])).code, args.join(' ')).toBe(64)
    }
  })

  it('tells another protocol version to upgrade', async () => {
    const [answer] = await converse(machine, [request(1, { op: 'hello', input: { protocol: 99 } })])
    expect(answer).toMatchObject({ ok: false, error: { code: 'upgrade_required' } })
  })
})

describe('status', () => {
  it('tells at which ports mail programs of others are answered, and of no other port', async () => {
    const { ports = [] } = await ask(machine, 'status', {})
    expect(ports).toContain(143)
    expect(ports).not.toContain(22)
  })
})

describe('apply', () => {
  it('refuses on drift, names the digest, and puts back when told to', async () => {
    const applied = await applyStates(machine, good)
    await lab.exec(machine, ['/bin/sh', '-c', `sed -i 's/^# domain: ${name}$/&\\nby-hand@${name} alice@other.test/' ${itsAliases}`])
    const [planned] = (await ask(machine, 'plan', { domains: [good] })).domains
    expect(planned).toMatchObject({ drifted: true, changes: [{ removed: [`by-hand@${name} alice@other.test`], added: [] }] })
    expect((await ask(machine, 'status', {})).drifted).toContainEqual({ domain: name, digest: planned?.digest })
    const error = await refusal(machine, 'apply', {
      domains: [{ state: good, revision: nextRevision(), ifDigest: applied.domains[0]?.digest }],
      staged: false,
    })
    expect(error).toMatchObject({ code: 'drift', domains: [{ domain: name, digest: planned?.digest }] })
    expect((await ask(machine, 'read-domain', { domain: domain(name) })).state).toMatchObject({ aliases: [{ localPart: 'by-hand' }] })
    await applyStates(machine, good)
    expect((await ask(machine, 'plan', { domains: [good] })).domains[0]).toMatchObject({ drifted: false, changes: [] })
  })

  it('changes nothing when a map does not build', async () => {
    await lab.exec(machine, ['/bin/sh', '-c', `printf "# domain: poison.test\\nonly-a-key\\n" >> ${itsAliases}`])
    const before = await fingerprint()
    try {
      const next = givenDomain(name, { ...good, aliases: [{ localPart: local('new'), destinations: [to('alice@other.test')] }] })
      const error = await refusal(machine, 'apply', { domains: [{ state: next, revision: nextRevision(), ifDigest: null }], staged: false })
      expect(error.code).toBe('map_failed')
      expect(error.message).toContain('expected format')
      expect(await fingerprint()).toBe(before)
    } finally {
      await lab.exec(machine, ['/bin/sh', '-c', `sed -i '/poison.test/,/^only-a-key$/d' ${itsAliases}`])
    }
  })

  it('rolls back to a kept generation and forward again', async () => {
    const first = await applyStates(machine, good)
    const second = await applyStates(
      machine,
      givenDomain(name, { ...good, aliases: [{ localPart: local('later'), destinations: [to('alice@other.test')] }] }),
    )
    expect(second.generation).toBeGreaterThan(first.generation)
    const planned = await ask(machine, 'plan-rollback', { generation: first.generation })
    expect(planned.changes.flatMap(({ removed }) => removed)).toEqual([`later@${name} alice@other.test`])
    const undone = await ask(machine, 'rollback', { generation: first.generation, ifGeneration: second.generation })
    expect((await ask(machine, 'plan', { domains: [good] })).domains[0]?.changes).toEqual([])
    const { generations } = await ask(machine, 'generations', { before: null, limit: 1 })
    expect(generations).toMatchObject([{ generation: undone.generation, kind: 'rollback', restored: first.generation, domains: [name] }])
  })

  it('is whole after a kill at any moment', async () => {
    const states = ['one', 'two'].map((word) =>
      givenDomain(name, {
        mailboxes: Array.from({ length: 50 }, (_, index) => givenMailbox(`user${index}`, 'password')),
        aliases: [{ localPart: local(word), destinations: [to('alice@other.test')] }],
      }),
    )
    for (let round = 0; round < 12; round++) {
      const state = states[round % 2]
      const lines = [
        helloRequest,
        request(2, { op: 'apply', input: { domains: [{ state, revision: nextRevision(), ifDigest: null }], staged: false } }),
      ]
      await lab.exec(machine, ['/usr/bin/timeout', '-s', 'KILL', (0.1 + round * 0.02).toFixed(2), '/usr/bin/node', agentPath], {
        stdin: `${lines.join('\n')}\n`,
      })
      const plans = (await ask(machine, 'plan', { domains: states })).domains
      expect(plans.filter(({ changes }) => changes.length === 0).length, `round ${round}`).toBeLessThanOrEqual(1)
      expect((await ask(machine, 'status', {})).drifted.filter((drifted) => drifted.domain === name)).toEqual([])
    }
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
  })
})
