// NAME     status - is the host well, and does it still hold what was written
// INPUT    nothing
// OUTPUT   the generation, running services, free bytes, drifted domains with their digests, broken files, ports of mail programs, the DKIM signer
// WRITES   nothing
// ERRORS   busy
// BUGS     Reads every managed file: about a second for 100,000 mailboxes. Ask every few minutes, not every second.
import { readFile, stat, statfs } from 'node:fs/promises'
import { domainName } from '#lib/protocol/names'
import { errnoOf } from '../agent-error'
import type { Disk } from '../files/disk'
import { findDomainRecord, recordedDomains } from '../files/domain-records'
import { latestGeneration } from '../files/generations'
import { builtMapPath } from '../files/maps'
import { listeningPorts } from '../listening-ports'
import { labelPath, type MailHost, statePath } from '../mail-host'
import { isDovecotRunning, isPostfixRunning } from '../reload'
import { digestOf } from '../render/domain-lines'
import { tableLabel, tableNames } from '../render/table-names'
import { type Handler, withReadLock } from '../session'
import { configuredSigner, signers } from '../signer'
import { hasDrifted } from './plan'

export const status: Handler<'status'> = (session, _input, deadline) =>
  withReadLock(session, deadline, async (disk) => {
    const { host } = session
    const drifted = []
    const names = await knownDomains(disk)
    for (const name of names) {
      deadline.assertTimeLeft()
      const [digest, record] = await Promise.all([disk.domain(name).then(digestOf), findDomainRecord(host, name)])
      const domain = domainName.safeParse(name)
      if (domain.success && hasDrifted(digest, record?.digest)) drifted.push({ domain: domain.data, digest })
    }
    const signer = await configuredSigner(host)
    const [disks, postfix, dovecot, ports] = await Promise.all([
      statfs(statePath(host, '')),
      isPostfixRunning(),
      isDovecotRunning(),
      listeningPorts(),
    ])
    return {
      generation: await latestGeneration(host),
      at: new Date().toISOString(),
      services: [
        { name: 'postfix' as const, running: postfix },
        { name: 'dovecot' as const, running: dovecot },
      ],
      freeBytes: disks.bavail * disks.bsize,
      drifted,
      brokenFiles: await brokenFiles(host),
      domains: names.length,
      ports,
      signer: signer && { kind: signer, algorithms: signers[signer].algorithms },
    }
  })

/** Also a section that another hand added for a domain we never wrote. */
async function knownDomains(disk: Disk): Promise<string[]> {
  const names = new Set(await recordedDomains(disk.host))
  for (const table of tableNames) for (const domain of (await disk.file(tableLabel(table))).table.sections.keys()) names.add(domain)
  return [...names].sort()
}

/** Postfix goes on with the built map when its source is newer: what was edited by hand is not what is in force. */
async function brokenFiles(host: MailHost): Promise<string[]> {
  const type = host.postfix?.mapType
  if (!type) return []
  const broken = await Promise.all(
    tableNames.map(async (name) => {
      const path = labelPath(host, tableLabel(name))
      const [source, built] = await Promise.all([modified(path), modified(builtMapPath(type, path))])
      const parses =
        source === null || (await readFile(path, 'utf8')).split('\n').every((line) => line.trim() === '' || /^(?:#|\s|\S+\s+\S)/.test(line))
      return source !== null && (built === null || built < source || !parses) ? [tableLabel(name)] : []
    }),
  )
  return broken.flat()
}

async function modified(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
