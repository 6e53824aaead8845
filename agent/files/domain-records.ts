// What was last written of each domain: by which revision of the panel, and the digest. A domain whose disk has another digest has
// drifted; a request with an older revision is a replay. The record of a domain that is gone stays, or its past could be replayed.
// Written after the commit and made durable when a generation settles: a crash in between is repaired from the generation.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { errnoOf } from '../agent-error'
import { type MailHost, statePath } from '../mail-host'
import { renameIfThere, syncPath } from './durable'

export const domainRecord = z.object({ domain: z.string(), revision: z.int(), digest: z.string(), rolledBack: z.boolean() })
export type DomainRecord = z.infer<typeof domainRecord>

const recordPath = (host: MailHost, domain: string) => statePath(host, `domains/${domain}.json`)

export async function findDomainRecord(host: MailHost, domain: string): Promise<DomainRecord | null> {
  try {
    return domainRecord.parse(JSON.parse(await readFile(recordPath(host, domain), 'utf8')))
  } catch (error) {
    // A record that a dying disk left empty must not shut its domain out for ever: without it the domain shows as drifted.
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** Before the commit, so that a full disk is found out in time; `renameDomainRecords` follows it. */
export async function prepareDomainRecords(host: MailHost, records: readonly DomainRecord[]) {
  for (const record of records) await writeFile(`${recordPath(host, record.domain)}.new`, JSON.stringify(record), { mode: 0o600 })
}

/** By rename, so that no reader sees half a record; one that is renamed already is passed over. */
export async function renameDomainRecords(host: MailHost, records: readonly DomainRecord[]) {
  for (const path of recordPaths(host, records)) await renameIfThere(`${path}.new`, path)
}

/** For records that belong to no generation. */
export async function writeDomainRecords(host: MailHost, records: readonly DomainRecord[]) {
  if (records.length === 0) return
  await prepareDomainRecords(host, records)
  for (const path of recordPaths(host, records)) await syncPath(`${path}.new`)
  await renameDomainRecords(host, records)
  await syncPath(statePath(host, 'domains'))
}

export async function removeDomainRecordLeftovers(host: MailHost, records: readonly DomainRecord[]) {
  for (const path of recordPaths(host, records)) await rm(`${path}.new`, { force: true })
}

export async function recordedDomains(host: MailHost): Promise<string[]> {
  const names = await readdir(statePath(host, 'domains'))
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
}

export const recordPaths = (host: MailHost, records: readonly DomainRecord[]) => records.map(({ domain }) => recordPath(host, domain))
