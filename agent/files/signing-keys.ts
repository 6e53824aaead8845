// The key files that the signer reads, built from the lines of `keys/DOMAIN`. They are named by their content and never changed: written before a table
// names them, and removed some time after no line stands for them, as messages that are under way were begun with the tables of before.
import { chmod, chown, mkdir, readdir, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { MailHost } from '../mail-host'
import { keyFiles, keyPaths, keysFolder } from '../render/dkim-lines'
import { dkimKeysLabel } from '../render/table-names'
import { signerGroup } from '../signer'
import { Disk } from './disk'
import { syncPath, writeDurable } from './durable'
import { namesIn } from './sieve-scripts'
import { sectionLines } from './table-text'

export type DomainKeys = { domain: string; lines: readonly string[] }

/** smtpd(8) gives a message at most this long between its start and its signature (smtpd_timeout, 300 s a command). */
const unusedForMs = 3_600_000

const folderOf = (host: MailHost, domain: string) => `${host.root}${keysFolder}${domain}`

export async function writeKeys(host: MailHost, { domain, lines }: DomainKeys): Promise<void> {
  const files = keyFiles(domain, lines)
  if (files.length === 0) return
  const gid = await signerGroup(host)
  const folder = folderOf(host, domain)
  await makeFolder(folder, gid)
  for (const { path, text } of files) await writeDurable(host.root + path, text, { mode: 0o640, uid: 0, gid })
  await syncPath(folder)
  await syncPath(dirname(folder))
}

/** Their time of rest begins now. */
export async function markUnusedKeys(host: MailHost, keys: DomainKeys): Promise<void> {
  const now = new Date()
  for (const path of await unusedKeys(host, keys)) await utimes(path, now, now)
}

/** What has rested long enough goes, with the folder of a domain that has no key left. */
export async function sweepKeys(host: MailHost, now = new Date()): Promise<void> {
  const disk = new Disk(host)
  for (const domain of await namesIn(host.root + keysFolder)) {
    const { table } = await disk.file(dkimKeysLabel(domain))
    for (const path of await unusedKeys(host, { domain, lines: sectionLines(table, domain) }))
      if (now.getTime() - (await stat(path)).mtimeMs > unusedForMs) await rm(path, { force: true })
    if ((await readdir(folderOf(host, domain))).length === 0) await rmdir(folderOf(host, domain))
  }
}

/** For a signer that was not there before, or is another one. */
export async function giveKeysTo(host: MailHost, gid: number): Promise<void> {
  for (const domain of await namesIn(host.root + keysFolder)) {
    await makeFolder(folderOf(host, domain), gid)
    for (const name of await readdir(folderOf(host, domain))) await chown(`${folderOf(host, domain)}/${name}`, 0, gid)
  }
}

async function unusedKeys(host: MailHost, { domain, lines }: DomainKeys): Promise<string[]> {
  const used = new Set(keyPaths(domain, lines).map((path) => basename(path)))
  const names = await namesIn(folderOf(host, domain))
  return names.filter((name) => !used.has(name)).map((name) => `${folderOf(host, domain)}/${name}`)
}

async function makeFolder(path: string, gid: number) {
  await mkdir(path, { recursive: true, mode: 0o750 })
  await chmod(path, 0o750)
  if (process.getuid?.() === 0) await chown(path, 0, gid)
}
