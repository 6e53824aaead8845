// The door that enrolment leaves on a host, tried with the panel's own key by an ordinary OpenSSH client: whatever is asked of it, the
// agent answers or nobody does; and it is gone after `uninstall`, while mail goes on.
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { protocolVersion } from '#lib/protocol/operations'
import type { Lab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { enrolHost, uninstallHost } from './enrol'
import { agreeing, givenEnrolledHost, requestFor } from './testing'
import { requireHostRow } from './view'

const hello = `{"id":1,"op":"hello","deadlineMs":5000,"input":{"protocol":${protocolVersion}}}\n`
let lab: Lab

type Ended = { code: number; stdout: string; stderr: string }

/** OpenSSH with the panel's key; `before` the account, `after` it the command. */
function knock(before: readonly string[], after: readonly string[] = [], stdin = hello): Promise<Ended> {
  const options = [`UserKnownHostsFile=${lab.paths.knownHosts}`, 'IdentitiesOnly=yes', 'BatchMode=yes', 'ConnectTimeout=10']
  const key = process.env.POSTERN_SSH_KEY_FILE ?? ''
  const args = [
    '-F',
    'none',
    '-i',
    key,
    ...options.flatMap((option) => ['-o', option]),
    ...before,
    `postern@${lab.address(machine)}`,
    ...after,
  ]
  return new Promise((resolve, reject) => {
    const child = execFile('/usr/bin/ssh', args, { timeout: 20_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
    // A client that is refused ends before it has read this.
    child.stdin?.on('error', () => child.stdin?.destroy())
    child.stdin?.end(stdin)
  })
}

const greeting = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
const onlyTheAgent = [expect.objectContaining({ id: 1, ok: true })]
const asAccount = (argv: string[]) => lab.exec(machine, ['/usr/sbin/runuser', '-u', 'postern', '--', ...argv])

beforeAll(async () => {
  ;({ lab } = await givenEnrolledHost(machine))
})

describe('over SSH with the panel’s key', () => {
  it.each([
    ['no command', []],
    ['a shell command', ['id; cat /etc/shadow']],
    ['another program', ['/usr/bin/id']],
    ['the agent with a word of its own', ['/usr/sbin/postern-agent', 'uninstall']],
    ['a copy by scp', ['scp', '-f', '/etc/passwd']],
    ['rsync', ['rsync', '--server', '.', '/etc']],
  ])('%s runs the agent and nothing else', async (_, command) => {
    const { stdout, stderr } = await knock([], command)
    expect(greeting(stdout)).toEqual(onlyTheAgent)
    expect(stderr).not.toContain('uid=')
  })

  it('a file transfer gets the agent, which does not speak it', async () => {
    const { stdout } = await knock(['-s'], ['sftp'], '\u0000\u0000\u0000\u0005\u0001\u0000\u0000\u0000\u0003\n')
    expect(greeting(stdout)).toEqual([expect.objectContaining({ ok: false })])
  })

  it('there is no terminal', async () => {
    const { stdout, stderr } = await knock(['-tt'])
    expect(stderr).toContain('PTY allocation request failed')
    expect(stdout).toBe('')
  })

  it('no port is forwarded, in neither direction', async () => {
    const direct = await knock(['-W', '127.0.0.1:25'])
    expect(direct.stdout).toBe('')
    expect(direct.stderr).toContain('administratively prohibited')
    const remote = await knock(['-o', 'ExitOnForwardFailure=yes', '-R', '127.0.0.1:2600:127.0.0.1:22'])
    expect(remote.stderr).toContain('remote port forwarding failed')
    expect(remote.stdout).toBe('')
  })

  it('no environment of ours reaches the agent', async () => {
    const { stdout, stderr } = await knock(['-o', 'SetEnv=NODE_OPTIONS=--no-such-option LC_ALL=de_DE.UTF-8 PATH=/tmp'])
    expect(greeting(stdout)).toEqual(onlyTheAgent)
    expect(stderr).not.toContain('no-such-option')
  })

  it('nobody gets in by a password', async () => {
    const { code, stderr } = await knock(['-o', 'PubkeyAuthentication=no', '-o', 'PreferredAuthentications=password,keyboard-interactive'])
    expect(code).toBe(255)
    expect(stderr).toContain('Permission denied')
  })
})

describe('on the host, the account', () => {
  it.each([
    ['the agent with a word', ['/usr/sbin/postern-agent', 'recover']],
    ['the agent with an empty word', ['/usr/sbin/postern-agent', '']],
    ['the program behind it', ['/usr/bin/node', '/usr/lib/postern/postern-agent.cjs']],
    ['a shell', ['/bin/sh', '-c', 'id']],
    ['the agent as another account', ['-u', 'vmail', '/usr/sbin/postern-agent']],
    ['an environment', ['NODE_OPTIONS=--inspect', '/usr/sbin/postern-agent']],
  ])('may not run %s as root', async (_, argv) => {
    const { code, stdout, stderr } = await asAccount(['/usr/bin/sudo', '-n', ...argv])
    expect(code).not.toBe(0)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/sudo: (?:a password is required|sorry, you are not allowed)|not allowed to execute/)
  })

  it('may not run the agent without sudo, nor write what makes its door', async () => {
    expect((await asAccount(['/usr/sbin/postern-agent'])).code).toBe(64)
    const files = [
      '/var/lib/postern-login',
      '/var/lib/postern-login/.ssh',
      '/var/lib/postern-login/.ssh/authorized_keys',
      '/etc/sudoers.d/postern',
    ]
    for (const path of [...files, '/usr/sbin/postern-agent', '/usr/lib/postern', '/usr/lib/postern/postern-agent.cjs', '/var/lib/postern'])
      expect((await asAccount(['/usr/bin/test', '-w', path])).code, path).not.toBe(0)
    for (const path of ['/etc/dovecot/postern/users', '/var/lib/postern', '/var/log/postern', '/etc/postern/tls'])
      expect((await asAccount(['/usr/bin/ls', path])).code, path).not.toBe(0)
  })
})

describe('another panel that enrols the host', () => {
  const authorizedKeys = async () => (await lab.exec(machine, ['/usr/bin/cat', '/var/lib/postern-login/.ssh/authorized_keys'])).stdout

  it('is told whose the host is, and this panel goes on', async () => {
    const [before, own] = [await authorizedKeys(), process.env.POSTERN_SSH_KEY_FILE ?? '']
    process.env.POSTERN_SSH_KEY_FILE = join(await mkdtemp(join(tmpdir(), 'postern-other-')), 'panel')
    const request = { ...requestFor(lab, machine), takeOver: false }
    const refused = enrolHost(systemActor('test'), request, agreeing).finally(() => {
      process.env.POSTERN_SSH_KEY_FILE = own
    })
    await expect(refused).rejects.toMatchObject({
      code: 'host_taken',
      detail: expect.stringMatching(/SHA256:\S{43} \(postern@127\.0\.0\.1\), there since 20/),
    })
    expect(await authorizedKeys()).toBe(before)
    expect(greeting((await knock([])).stdout)).toEqual(onlyTheAgent)
  })
})

describe('after uninstall', () => {
  it('the door is gone and mail goes on', async () => {
    const { removed } = await uninstallHost(systemActor('test'), requestFor(lab, machine))
    expect(removed).toContain('/etc/sudoers.d/postern')
    const { code, stdout } = await knock([])
    expect({ code, stdout }).toEqual({ code: 255, stdout: '' })
    await expect(agentFor(await requireHostRow(machine)).hello()).rejects.toBeInstanceOf(AppError)
    const left = await lab.exec(machine, [
      '/bin/sh',
      '-c',
      `ls -d ${removed.join(' ')} /var/lib/postern-login; grep -l postern /etc/passwd /etc/shadow /etc/group`,
    ])
    expect(left.stdout).toBe('')
    expect(await listens(25)).toBe(true)
    expect(await listens(993)).toBe(true)
  })
})

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: lab.address(machine), port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
