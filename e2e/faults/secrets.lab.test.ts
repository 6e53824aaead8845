import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { disconnectAll } from '#lib/host/client'
import { givenEnrolledHost } from '#lib/hosts/testing'
import { setMailboxPassword } from '#lib/mailboxes/commands'
import type { Lab } from '../lab/lab.mjs'
import { machine } from '../lab/machine-under-test'
import { buildWorker, endAll, type Process, startWorker } from './support/processes'
import { untilAllApplied } from './support/saved-aliases'

const changes = 20
/** What every hash of this product starts with; the words that a person typed come on top. */
const hashBeginning = '$argon2id$'
let lab: Lab
let worker: Process
let watch: ChildProcess
let since: string
let seen: { rounds: number; programs: string[]; found: string[] }
const passwords: string[] = []
const hashes: string[] = []
let domainName = ''

beforeAll(async () => {
  await buildWorker()
  const { lab: opened, host } = await givenEnrolledHost(machine)
  lab = opened
  worker = await startWorker()
  const domain = await givenDomain({ name: `secret-${unique()}.mail3.test`, hostId: host.id })
  domainName = domain.name
  const mailbox = await givenMailbox(domain, 'ann')
  since = new Date(Date.now() - 1000).toISOString()
  passwords.push(...Array.from({ length: changes }, () => `Geheim-${unique()}-${unique()}`))
  watch = await startWatch([...passwords, hashBeginning])
  for (const password of passwords) {
    expect((await setMailboxPassword(systemActor('test'), mailbox.id, { password })).ok).toBe(true)
    const { passwordHash } = await db().mailbox.findUniqueOrThrow({ where: { id: mailbox.id }, omit: { passwordHash: false } })
    hashes.push(passwordHash.slice(passwordHash.indexOf(hashBeginning)))
    await untilAllApplied()
  }
  seen = await endWatch()
})
afterAll(async () => {
  watch?.kill('SIGKILL')
  await endAll()
  await disconnectAll()
})

async function startWatch(words: string[]): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./support/process-watch.mjs', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.write(`${JSON.stringify(words)}\n`)
  await once(child.stdout, 'data')
  return child
}

async function endWatch(): Promise<typeof seen> {
  if (!watch.stdout) throw new Error('nobody watches')
  const [line] = await Promise.all([once(createInterface({ input: watch.stdout }), 'line'), watch.stdin?.end()])
  return JSON.parse(String(line[0]))
}

const tellsNothing = (text: string) => {
  for (const secret of [...passwords, ...hashes]) expect(text.includes(secret), `${secret} in ${text.slice(0, 200)}`).toBe(false)
}

it('no process of panel or host has a password or a hash among its arguments or in its environment', () => {
  // The watch saw the agent and some of its short-lived children, or its silence would say nothing.
  expect(seen.programs).toContain('/usr/bin/node')
  expect(['/usr/bin/flock', '/usr/bin/doveadm'].some((program) => seen.programs.includes(program))).toBe(true)
  expect(seen.rounds).toBeGreaterThan(changes)
  for (const text of seen.found) tellsNothing(text)
})

it('neither the worker, nor the agent, nor the journal of the host has said one', async () => {
  const journal = await lab.exec(
    machine,
    ['/usr/bin/journalctl', '--no-pager', '--output=verbose', `--since=${since.slice(0, 19).replace('T', ' ')}`],
    {
      deadlineMs: 30_000,
    },
  )
  expect(journal.stdout).toContain('sshd')
  tellsNothing(journal.stdout)
  const log = await lab.readFile(machine, '/var/log/postern/agent.log')
  expect(log).toContain(domainName)
  tellsNothing(log)
  expect(worker.printed.length).toBeGreaterThan(0)
  tellsNothing(worker.printed.join('\n'))
})

it('on the host only root reads a file that holds one, and Dovecot the passwd-file', async () => {
  const folders = ['/etc', '/home', '/opt', '/root', '/run', '/srv', '/tmp', '/usr/lib/postern', '/var']
  const search = ['/usr/bin/grep', '--recursive', '--files-with-matches', '--fixed-strings', '--devices=skip', '--no-messages', '--file=-']
  const { stdout } = await lab.exec(machine, [...search, ...folders], {
    stdin: `${[...passwords, ...hashes].join('\n')}\n`,
    deadlineMs: 30_000,
  })
  const files = stdout.split('\n').filter((file) => file !== '')
  const passwdFile = `/etc/dovecot/postern/users/${domainName}`
  expect(files).toContain(passwdFile)
  const modes = (await lab.exec(machine, ['/usr/bin/stat', '--format=%a %U:%G %n', ...files])).stdout.trim().split('\n')
  expect(modes).toContain(`640 root:dovecot ${passwdFile}`)
  for (const line of modes.filter((one) => !one.endsWith(passwdFile))) expect(line).toMatch(/^600 root:root \/var\/lib\/postern\//)
})

it('neither the audit nor the queue keeps one', async () => {
  const kept = await db().$queryRaw<{ text: string }[]>`
    select row_to_json(c)::text as text from "Change" c union all select row_to_json(j)::text from graphile_worker._private_jobs j`
  expect(kept.length).toBeGreaterThanOrEqual(changes)
  for (const { text } of kept) tellsNothing(text)
})
