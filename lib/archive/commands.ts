// Mail of deleted mailboxes comes back, or goes for good. Saved here; done on the host by the jobs in jobs.ts.
import { takenCode } from '#lib/addresses/claims'
import { requireHostedDomain } from '#lib/addresses/domain-here'
import { insertMailboxes, quotaRefusals } from '#lib/addresses/insert-mailboxes'
import { lockGraph, requireNoLoops } from '#lib/addresses/loops'
import { domainOf, localPartOf } from '#lib/addresses/parse-address'
import { queueArchiveJobs } from '#lib/addresses/put-away'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { andSql } from '#lib/db/keyset'
import { uuid7 } from '#lib/db/uuid7'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { archivedViewOf, archiveInclude, isArchiveInScope } from './queries'
import { restoreAccess } from './restore-access'
import { type ArchivedView, type Snapshot, snapshot } from './schema'

/** The mailbox is as it was, with what opens it, forwards, rules and grants; grants whose sender is gone meanwhile, or not the actor's, are left out. */
export function restoreMailbox(actor: Actor, archiveId: string): Promise<Outcome<{ mailboxId: string; address: string }>> {
  return asOutcome(() => recordChange(actor, 'archive.write', (tx) => restore(actor, tx, archiveId)))
}

async function restore(actor: Actor, tx: Tx, archiveId: string): Promise<Recorded<{ mailboxId: string; address: string }>> {
  await lockGraph(tx)
  const archive = await requireArchive(actor, tx, archiveId, ['kept'])
  const kept = snapshot.parse(archive.snapshot)
  const domain = await requireHostedDomain(actor, tx, archive.address, null)
  if (domain.hostId !== archive.hostId) deny('archive_other_host', null, { domain: domain.name })
  const id = uuid7()
  const { taken, refusals, archiving } = await insertMailboxes(actor, tx, [
    { ...kept, id, domainId: domain.id, localPart: localPartOf(archive.address), address: archive.address },
  ])
  denyAll([
    ...taken.map((one) => refusal(takenCode(one), null, { address: archive.address })),
    ...archiving.map(() => refusal('mailbox_being_archived', null, { address: archive.address })),
    ...quotaRefusals(domain, kept.quotaBytes),
    ...refusals,
  ])
  await tx.mailbox.update({ where: { id }, data: whatPeopleDid(kept) })
  if (kept.forwards.length > 0) await requireNoLoops(actor, tx, [archive.address], 'forwards')
  await tx.alias.updateMany({ where: { ownerId: kept.mailboxId }, data: { ownerId: id } })
  await restoreRules(tx, id, kept)
  await restoreAccess(tx, id, kept)
  const granted = await restoreGrants(actor, tx, id, kept)
  await tx.archivedMailbox.update({ where: { id: archiveId }, data: { state: 'restoring', errorCode: null } })
  await queueArchiveJobs(tx, 'restore-mailbox', [{ archiveId, hostId: archive.hostId }])
  const entry: ChangeEntry = {
    action: 'mailbox.restore',
    subjectKind: 'mailbox',
    subjectId: id,
    subjectName: archive.address,
    domainName: domain.name,
    after: { quotaBytes: kept.quotaBytes, enabled: kept.enabled, forwards: kept.forwards, sendAs: granted },
  }
  return { value: { mailboxId: id, address: archive.address }, entries: [entry], domains: [domain.name, ...granted.map(domainOf)] }
}

async function restoreRules(tx: Tx, mailboxId: string, { rules, agreed, forwards }: Snapshot): Promise<void> {
  if (rules)
    await tx.mailboxRules.create({ data: { mailboxId, vacation: rules.vacation ?? undefined, filters: rules.filters ?? [], version: 1 } })
  const confirmedAt = new Date()
  await tx.forwardTarget.createMany({
    data: agreed.map((address) => ({ mailboxId, address, confirmedAt, forwardAll: forwards.includes(address) })),
  })
}

/** Settings of the panel alone, which no host and no form has. */
const whatPeopleDid = ({ passwordSetAt, passwordMustChange, recoveryProvedAt, locale, appPasswordsOnly }: Snapshot) => ({
  passwordSetAt: passwordSetAt === null ? null : new Date(passwordSetAt),
  passwordMustChange,
  recoveryProvedAt: recoveryProvedAt === null ? null : new Date(recoveryProvedAt),
  locale,
  appPasswordsOnly,
})

async function restoreGrants(actor: Actor, tx: Tx, mailboxId: string, { senders }: Snapshot): Promise<string[]> {
  const rows = await tx.$queryRaw<{ sender: string }[]>`
    insert into "SendAsGrant" (id, "mailboxId", sender, "domainName")
    select gen_random_uuid(), ${mailboxId}::uuid, s.sender, d.name
    from unnest(${senders}::text[]) s(sender) join "Domain" d on d.kind = 'hosted' and d.name = split_part(s.sender, '@', 2)
    where (left(s.sender, 1) = '@' or exists (select 1 from "AddressClaim" c where c.address = s.sender)) ${andSql(idsInScope(actor, Prisma.sql`d.id`))}
    returning sender`
  return rows.map((row) => row.sender)
}

/** Ends what is kept before its time: the next run of the purge takes it. */
export function purgeArchived(actor: Actor, archiveId: string): Promise<Outcome<ArchivedView>> {
  return asOutcome(() =>
    recordChange(actor, 'archive.write', async (tx) => {
      const archive = await requireArchive(actor, tx, archiveId, ['kept', 'failed'])
      // What was never moved lies in the mailbox's own folder, where no purge looks: move it first (retryArchived).
      if (archive.bytes === null) deny('archive_not_ready', null, { state: archive.state })
      await tx.archivedMailbox.update({ where: { id: archiveId }, data: { state: 'kept', errorCode: null, purgeAfter: new Date() } })
      await tx.$executeRaw`select graphile_worker.add_job('purge-archive', '{}'::json, job_key => 'purge-archive')`
      const row = await tx.archivedMailbox.findUniqueOrThrow({ where: { id: archiveId }, include: archiveInclude })
      const entry: ChangeEntry = {
        action: 'archive.purge',
        subjectKind: 'archive',
        subjectId: archiveId,
        subjectName: archive.address,
        domainName: archive.domainName,
      }
      return { value: archivedViewOf(row), entries: [entry], domains: [] }
    }),
  )
}

/** After a host refused to move the mail and the cause is gone: once more. */
export function retryArchived(actor: Actor, archiveId: string): Promise<Outcome<ArchivedView>> {
  return asOutcome(() =>
    recordChange(actor, 'archive.write', async (tx) => {
      const archive = await requireArchive(actor, tx, archiveId, ['failed'])
      const state = archive.bytes === null ? 'archiving' : 'restoring'
      const job = state === 'archiving' ? 'archive-mailbox' : 'restore-mailbox'
      await queueArchiveJobs(tx, job, [{ archiveId, hostId: archive.hostId }])
      const row = await tx.archivedMailbox.update({ where: { id: archiveId }, data: { state, errorCode: null }, include: archiveInclude })
      const entry: ChangeEntry = {
        action: 'archive.retry',
        subjectKind: 'archive',
        subjectId: archiveId,
        subjectName: archive.address,
        domainName: archive.domainName,
        before: { state: 'failed', errorCode: archive.errorCode },
        after: { state },
      }
      return { value: archivedViewOf(row), entries: [entry], domains: [] }
    }),
  )
}

/** Locked: the jobs and other people look at the same row. */
async function requireArchive(actor: Actor, tx: Tx, id: string, states: readonly string[]) {
  const [locked] = isUuid(id)
    ? await tx.$queryRaw<{ id: string }[]>`select id::text as id from "ArchivedMailbox" where id = ${id}::uuid for update`
    : []
  if (!locked || !(await isArchiveInScope(actor, id, tx))) throw new AppError('not_found', { subject: id.slice(0, 40) })
  const row = await tx.archivedMailbox.findUniqueOrThrow({ where: { id }, omit: { snapshot: false } })
  if (row.state === 'purged') deny('archive_gone')
  if (!states.includes(row.state)) deny('archive_not_ready', null, { state: row.state })
  return row
}
