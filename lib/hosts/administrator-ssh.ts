// The administrator's own way into a server: their OpenSSH client with their keys, agent, configuration and known hosts. Used at enrolment
// only. What it runs there is made of fixed words and of paths that need no quoting; files and secrets travel on standard input.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '#lib/errors'

export type SshTarget = {
  /** `root@host`; another account needs sudo without a password. */
  login: string
  port?: number | undefined
  identity?: string | undefined
  knownHosts?: string | undefined
}

export type Ran = { code: number; stdout: string; stderr: string }
export type AdministratorSsh = {
  run: (words: readonly string[], options?: { stdin?: string | Buffer; deadlineMs?: number }) => Promise<Ran>
  close: () => Promise<void>
}

const loginForm = /^[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9:][A-Za-z0-9._:-]*$/
const plainWord = /^[A-Za-z0-9@%+=:,./_-]+$/
const outputBytesMax = 4 * 1024 * 1024

/** One authentication for all commands: OpenSSH keeps the connection while this is open. */
export async function openAdministratorSsh(target: SshTarget): Promise<AdministratorSsh> {
  if (!loginForm.test(target.login)) throw new AppError('invalid_request', { subject: target.login, detail: 'not of the form root@host' })
  const folder = await mkdtemp(join(tmpdir(), 'postern-ssh-'))
  const options = [
    ['ControlMaster', 'auto'],
    ['ControlPath', join(folder, 'c')],
    ['ControlPersist', '60'],
    ['ConnectTimeout', '15'],
    ...(target.knownHosts ? [['UserKnownHostsFile', target.knownHosts]] : []),
    ...(target.identity
      ? [
          ['IdentityFile', target.identity],
          ['IdentitiesOnly', 'yes'],
        ]
      : []),
    ...(process.stdin.isTTY ? [] : [['BatchMode', 'yes']]),
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const base = [...options, ...(target.port ? ['-p', String(target.port)] : []), '-T', target.login]
  const prefix = target.login.startsWith('root@') ? [] : ['/usr/bin/sudo', '-n']
  return {
    run: (words, { stdin = '', deadlineMs = 60_000 } = {}) => {
      const odd = words.find((word) => !plainWord.test(word))
      if (odd !== undefined) throw new AppError('invalid_request', { subject: odd, detail: 'has characters that a shell would read' })
      return runSsh([...base, '--', ...prefix, ...words], stdin, deadlineMs)
    },
    close: async () => {
      await runSsh(['-O', 'exit', ...base], '', 10_000)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function runSsh(args: readonly string[], stdin: string | Buffer, deadlineMs: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/ssh', args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let bytes = 0
    const stop = (detail: string) => {
      child.kill('SIGKILL')
      reject(new AppError('host_deadline', { detail }))
    }
    const timer = setTimeout(() => stop(`no answer within ${deadlineMs} ms`), deadlineMs)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > outputBytesMax) stop('too much output')
        else out[name].push(chunk)
      })
    }
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(new AppError('host_unreachable', { detail: 'the ssh program did not start', cause: error }))
    })
    // A program that ends without reading its input is judged by its exit code.
    child.stdin.on('error', () => child.stdin.destroy())
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 255, stdout: Buffer.concat(out.stdout).toString('utf8'), stderr: Buffer.concat(out.stderr).toString('utf8') })
    })
    child.stdin.end(stdin)
  })
}
