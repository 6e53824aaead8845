// NAME     expire - take app passwords away whose time is over, and files of keys that sign no more; a word for root, said by a timer every minute and at boot
// WRITES   like apply, as one generation of its own. The panel sees lines of an agent's, no drift, and goes on from them
// BUGS     The panel, when it is there, does the same at the second. Without it up to a minute passes.
import { readdir } from 'node:fs/promises'
import { runAfterAnswer } from '../channel'
import { Deadline } from '../deadline'
import type { Disk } from '../files/disk'
import { type DomainRecord, findDomainRecord } from '../files/domain-records'
import { sweepKeys } from '../files/signing-keys'
import { labelPath, type MailHost } from '../mail-host'
import { isExpired } from '../render/app-passwords'
import { digestOf, type SectionChange, withChange } from '../render/domain-lines'
import { appPasswordsLabel } from '../render/table-names'
import { newSession, withWriteLock } from '../session'
import { commitChanges } from './commit-changes'
import { hasDrifted } from './plan'

const deadlineMs = 50_000

/** The generation that it made, or null when nothing was to be done. */
export async function expire(host: MailHost, now = new Date()): Promise<number | null> {
  const session = newSession(host)
  const deadline = new Deadline(deadlineMs)
  const generation = await withWriteLock(session, deadline, async (disk) => {
    await sweepKeys(host, now)
    const found = await Promise.all((await readdir(labelPath(host, appPasswordsLabel('')))).map((domain) => expiredIn(disk, domain, now)))
    const due = found.filter((one) => one !== null)
    if (due.length === 0) return null
    const transaction = {
      kind: 'apply' as const,
      restored: null,
      domains: due.map(({ record }) => record),
      changes: due.map(({ change }) => change),
    }
    return (await commitChanges(session, disk, transaction, deadline)).generation
  })
  await runAfterAnswer(session)
  return generation
}

/** A domain that another hand changed is left to whoever decides about that: its drift must not vanish by this. */
async function expiredIn(disk: Disk, domain: string, now: Date): Promise<{ record: DomainRecord; change: SectionChange } | null> {
  const file = appPasswordsLabel(domain)
  const [before, recorded] = await Promise.all([disk.domain(domain), findDomainRecord(disk.host, domain)])
  const removed = (before.get(file) ?? []).filter((line) => isExpired(line, now))
  if (removed.length === 0 || !recorded) return null
  const change = { file, domain, removed, added: [] }
  const after = new Map(before)
  const left = withChange(before.get(file) ?? [], change)
  if (left.length === 0) after.delete(file)
  else after.set(file, left)
  const digest = hasDrifted(digestOf(before), recorded.digest) ? recorded.digest : digestOf(after)
  return { record: { ...recorded, digest }, change }
}
