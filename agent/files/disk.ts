// What the managed files hold now. One Disk lives for one request and under the lock: it reads each file once, so that a plan over
// many domains reads a shard once, and it never outlives the moment in which another agent could write.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { AgentError, errnoOf } from '../agent-error'
import { labelPath, type MailHost } from '../mail-host'
import type { DomainLines } from '../render/domain-lines'
import { isOneDomains, labelsOf } from '../render/table-names'
import { parseTableText, sectionLines, type TableText } from './table-text'

export type FileOnDisk = { table: TableText; mtimeSeconds: number | null }

export class Disk {
  readonly #files = new Map<string, Promise<FileOnDisk>>()
  readonly host: MailHost

  constructor(host: MailHost) {
    this.host = host
  }

  file(label: string): Promise<FileOnDisk> {
    const held = this.#files.get(label)
    if (held) return held
    const read = readManagedFile(this.host, label)
    // It is asked for once or twice: a thousand of them need not be held.
    if (!isOneDomains(label)) this.#files.set(label, read)
    return read
  }

  async domain(domain: string): Promise<DomainLines> {
    const lines = new Map<string, string[]>()
    const labels = labelsOf(domain)
    const files = await Promise.all(labels.map((label) => this.file(label)))
    files.forEach(({ table }, index) => {
      const found = sectionLines(table, domain)
      const label = labels[index]
      if (label && found.length > 0) lines.set(label, found.sort())
    })
    return lines
  }
}

/** A missing file is an empty one. What is not a regular file is not ours and is never followed or replaced. */
async function readManagedFile(host: MailHost, label: string): Promise<FileOnDisk> {
  const domain = label.slice(label.lastIndexOf('/') + 1)
  try {
    const handle = await open(labelPath(host, label), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stat = await handle.stat()
      if (!stat.isFile()) throw new AgentError('config_refused', `${label} is not a regular file.`)
      return { table: parseTableText(label, domain, await handle.readFile('utf8')), mtimeSeconds: Math.floor(stat.mtimeMs / 1000) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { table: parseTableText(label, domain, ''), mtimeSeconds: null }
    if (errnoOf(error) === 'ELOOP') throw new AgentError('config_refused', `${label} is a symbolic link.`)
    throw error
  }
}
