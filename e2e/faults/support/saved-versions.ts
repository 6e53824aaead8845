// Saves version after version of a domain as a panel would, so that each line on the host tells which save it came from.
import { randomUUID } from 'node:crypto'
import { systemActor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { givenDomain, unique } from '#lib/db/testing'
import { mailboxCount } from './versioned-domain'

export type SavedDomain = { id: string; name: string }

/** With the mailboxes of version 0, not yet applied. */
export async function givenVersioned(hostId: string): Promise<SavedDomain> {
  const { id, name } = await givenDomain({ name: `ver-${unique()}.mail3.test`, hostId })
  const mailboxes = Array.from({ length: mailboxCount }, (_, index) => ({
    id: randomUUID(),
    localPart: `u${index}`,
    address: `u${index}@${name}`,
  }))
  await db().mailbox.createMany({
    data: mailboxes.map((mailbox) => ({
      ...mailbox,
      domainId: id,
      passwordHash: `{SHA512-CRYPT}$6$none$${'x'.repeat(86)}`,
      quotaBytes: 1n,
    })),
  })
  await db().mailboxForward.createMany({ data: mailboxes.map((mailbox) => ({ mailboxId: mailbox.id, destination: 'v1@elsewhere.test' })) })
  return { id, name }
}

/** All mailboxes of the domain in one change. */
export async function saveVersion(domain: SavedDomain, version: number): Promise<void> {
  await recordChange(systemActor('test'), 'mailbox.write', async (tx) => {
    await tx.mailbox.updateMany({ where: { domainId: domain.id }, data: { quotaBytes: BigInt(version), forwardKeepCopy: true } })
    await tx.mailboxForward.updateMany({ where: { mailbox: { domainId: domain.id } }, data: { destination: `v${version}@elsewhere.test` } })
    const entry = {
      action: 'mailbox.update',
      subjectKind: 'domain',
      subjectId: domain.id,
      subjectName: domain.name,
      domainName: domain.name,
    }
    return { value: null, entries: [{ ...entry, after: { quotaBytes: version } }], domains: [domain.name] }
  })
}
