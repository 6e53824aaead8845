// NAME     scripts, read-script, write-script, activate-script, rename-script, delete-script - the Sieve scripts that a person keeps
// INPUT    domain and localPart of a mailbox that is here; the script's name; its text, up to 64 KiB, with the digest that was read
// OUTPUT   names and which is active; text and digest; problems with their lines, as Pigeonhole words them
// WRITES   ~/sieve of that mailbox, by doveadm-sieve(1), as its owner: what a mail program writes by ManageSieve
// ERRORS   not_found: no such mailbox or script. taken: the name is in use, or the script is active. drift: changed meanwhile
// BUGS     Asking for the digest and storing are two steps: a mail program that stores between them is overwritten.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { ScriptProblem } from '#lib/protocol/rules'
import { AgentError } from '../agent-error'
import type { Deadline } from '../deadline'
import { sectionLines } from '../files/table-text'
import { usersLabel } from '../render/table-names'
import { type ProgramResult, runProgram } from '../run-program'
import { type Handler, type Session, withReadLock } from '../session'

type Of = { domain: string; localPart: string }
const listed = z.array(z.object({ script: z.string(), active: z.string() }))
const shown = z.array(z.object({ 'sieve script': z.string() }))

export const scripts: Handler<'scripts'> = async (session, of, deadline) => ({ scripts: await list(session, of, deadline) })

export const readScript: Handler<'read-script'> = async (session, { name, ...of }, deadline) => {
  await assertHere(session, of, deadline)
  const text = await get(of, name)
  if (text === null) throw new AgentError('not_found', 'There is no script of that name.')
  return { text, digest: digestOf(text) }
}

export const writeScript: Handler<'write-script'> = async (session, { name, text, ifDigest, ...of }, deadline) => {
  await assertHere(session, of, deadline)
  const before = await get(of, name)
  if (ifDigest === null && before !== null) throw new AgentError('taken', 'There is a script of that name.')
  if (ifDigest !== null && (before === null || digestOf(before) !== ifDigest))
    throw new AgentError('drift', 'The script was changed by another hand.')
  const put = await doveadm('put', of, [name], text)
  const problems = put.exitCode === 0 ? [] : problemsIn(put.stderr)
  if (put.exitCode !== 0 && problems.length === 0) throw failed(put)
  return { problems, digest: problems.length === 0 ? digestOf(text) : null }
}

export const activateScript: Handler<'activate-script'> = async (session, { name, ...of }, deadline) => {
  await assertHere(session, of, deadline)
  const done = await doveadm(name === null ? 'deactivate' : 'activate', of, name === null ? [] : [name])
  if (done.exitCode === 0) return { problems: [] }
  const problems = problemsIn(done.stderr)
  if (problems.length === 0) throw failed(done)
  return { problems }
}

export const renameScript: Handler<'rename-script'> = async (session, { name, to, ...of }, deadline) => {
  await assertHere(session, of, deadline)
  const done = await doveadm('rename', of, [name, to])
  if (done.exitCode !== 0) throw failed(done)
  return {}
}

export const deleteScript: Handler<'delete-script'> = async (session, { name, ...of }, deadline) => {
  await assertHere(session, of, deadline)
  const done = await doveadm('delete', of, [name])
  if (done.exitCode !== 0) throw failed(done)
  return {}
}

async function list(session: Session, of: Of, deadline: Deadline) {
  await assertHere(session, of, deadline)
  const done = await doveadm('list', of, [])
  if (done.exitCode !== 0) throw failed(done)
  return listed.parse(JSON.parse(done.stdout)).map(({ script, active }) => ({ name: script, active: active !== '' }))
}

async function get(of: Of, name: string): Promise<string | null> {
  const done = await doveadm('get', of, [name])
  if (done.exitCode === noSuchThing) return null
  if (done.exitCode !== 0) throw failed(done)
  return shown.parse(JSON.parse(done.stdout))[0]?.['sieve script'] ?? ''
}

/** EX_NOHOST of sysexits(3), which is doveadm's "not found". */
const noSuchThing = 68

/** Names stand behind `--`: none is read as an option. */
const doveadm = (verb: string, { domain, localPart }: Of, names: string[], stdin = '') =>
  runProgram(
    '/usr/bin/doveadm',
    ['-f', 'json', 'sieve', verb, '-u', `${localPart}@${domain}`, ...(names.length > 0 ? ['--', ...names] : [])],
    {
      stdin,
      deadlineMs: 15_000,
    },
  )

/** `doveadm(a@b): Error: sieve: name: line 5: what is wrong`; a summary without a line says nothing more. */
function problemsIn(stderr: string): ScriptProblem[] {
  return stderr.split('\n').flatMap((line) => {
    const [, number, message] = /\bline (\d+): (?:error: )?(.*)$/.exec(line) ?? []
    return number !== undefined && message !== undefined ? [{ line: Number(number), message: message.slice(0, 500) }] : []
  })
}

function failed({ exitCode, stderr }: ProgramResult): AgentError {
  if (exitCode === noSuchThing) return new AgentError('not_found', 'There is no script of that name.')
  const inUse = /already exists|active Sieve script/.test(stderr)
  return new AgentError(inUse ? 'taken' : 'config_refused', stderr.trim().slice(0, 500) || `doveadm sieve ended with ${exitCode}.`)
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** An account of the system, or of another hand, is none of the panel's mailboxes. */
async function assertHere(session: Session, { domain, localPart }: Of, deadline: Deadline) {
  const lines = await withReadLock(session, deadline, async (disk) => sectionLines((await disk.file(usersLabel(domain))).table, domain))
  if (!lines.some((line) => line.startsWith(`${localPart}:`)))
    throw new AgentError('not_found', `${localPart}@${domain} is no mailbox that is in use here.`)
}
