// The Sieve scripts that Dovecot runs before a person's own: built from the lines of a domain's rules file, as maps are built from tables.
// Compiled by sievec(1) beforehand, for the account that delivers cannot write here.
import { chmod, chown, mkdir, readdir, rm } from 'node:fs/promises'
import { AgentError, errnoOf } from '../agent-error'
import { groupId, type MailHost } from '../mail-host'
import { renderSieve } from '../render/render-sieve'
import { readRuleLines } from '../render/rule-lines'
import { runProgram } from '../run-program'
import { renameIfThere, syncPath, writeDurable } from './durable'

/** `lines`: all rules of the domain as they shall be; `mailboxes`: those to be built, or removed when they have none. */
export type ScriptChange = { domain: string; lines: readonly string[]; mailboxes: readonly string[] }

export const scriptsFolder = (host: MailHost) => `${host.root}/var/lib/postern-sieve/`
/** A leading dot: no domain can have this name. */
export const scriptsStaging = (host: MailHost, domain: string) => `${scriptsFolder(host)}.${domain}.postern-new`
const endings = ['sieve', 'svbin'] as const

export async function buildScripts(host: MailHost, { domain, lines, mailboxes }: ScriptChange, deadlineMs: number) {
  const staging = scriptsStaging(host, domain)
  const rules = readRuleLines(lines)
  const wanted = mailboxes.flatMap((name) => {
    const found = rules.get(name)
    return found ? [{ name, found }] : []
  })
  await rm(staging, { recursive: true, force: true })
  // Others than the mail account may go through it: Dovecot looks here for every user that it delivers to.
  await makeFolder(scriptsFolder(host), 0o711, 0)
  if (wanted.length === 0) return
  const gid = groupId(host, 'vmail') ?? 0
  await makeFolder(staging, 0o750, gid)
  const separator = await folderSeparator()
  for (const { name, found } of wanted)
    await writeDurable(`${staging}/${name}.sieve`, renderSieve(found, separator), { mode: 0o640, uid: 0, gid })
  // It ends with us, as our lock does.
  const compile = ['--pdeathsig', 'KILL', '/usr/bin/sievec', staging]
  const { exitCode, stderr } = await runProgram('/usr/bin/setpriv', compile, { deadlineMs })
  if (exitCode !== 0) throw new AgentError('map_failed', `sievec: ${stderr.trim().slice(0, 2000)}`)
  for (const { name } of wanted) {
    const binary = `${staging}/${name}.svbin`
    await chmod(binary, 0o640)
    if (process.getuid?.() === 0) await chown(binary, 0, gid)
    await syncPath(binary)
  }
}

/** Done once or twice, it comes to the same. */
export async function swapScripts(host: MailHost, { domain, lines, mailboxes }: ScriptChange) {
  const [folder, staging] = [scriptsFolder(host) + domain, scriptsStaging(host, domain)]
  const rules = readRuleLines(lines)
  if (rules.size > 0) await makeFolder(folder, 0o750, groupId(host, 'vmail') ?? 0)
  for (const name of mailboxes) {
    for (const ending of endings) {
      const path = `${folder}/${name}.${ending}`
      if (rules.has(name)) await renameIfThere(`${staging}/${name}.${ending}`, path)
      else await rm(path, { force: true })
    }
  }
  await rm(staging, { recursive: true, force: true })
  await syncPath(folder)
}

async function makeFolder(path: string, mode: number, gid: number) {
  await mkdir(path, { recursive: true, mode })
  await chmod(path, mode)
  if (process.getuid?.() === 0) await chown(path, 0, gid)
}

/** What nests folders on this host; Maildir++ has a dot unless an administrator set another. */
export async function folderSeparator(): Promise<string> {
  const { stdout } = await runProgram('/usr/bin/doveconf', ['-h', 'namespace/inbox/separator'])
  return stdout.trim() || '.'
}

/** A folder that was not made yet is empty. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}
