// What the worker does on the hosts: move a deleted mailbox's mail away once its removal is applied, bring it back, end what is past its
// time. Each bears to run twice. A host that does not answer is asked again later; what it refuses is kept on the row for a person to read.

import * as z from 'zod'
import { queueArchiveJobs } from '#lib/addresses/put-away'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { groupBy } from '#lib/group-by'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import { domainName, hostedLocalPart } from '#lib/protocol/names'

const notAppliedYetMs = 1000
const unreachableMs = 60_000
/** What `purge-archive` takes at once. */
const purgeBatch = 500

type Move = 'archive-mailbox' | 'restore-mailbox'
const between: Record<Move, { from: string; to: string }> = {
  'archive-mailbox': { from: 'archiving', to: 'kept' },
  'restore-mailbox': { from: 'restoring', to: 'restored' },
}

export const archiveMailboxJob = (archiveId: string): Promise<void> => move('archive-mailbox', archiveId)
export const restoreMailboxJob = (archiveId: string): Promise<void> => move('restore-mailbox', archiveId)

async function move(job: Move, archiveId: string): Promise<void> {
  const { from, to } = between[job]
  const row = await db().archivedMailbox.findUnique({ where: { id: archiveId }, omit: { snapshot: false }, include: { host: true } })
  if (row?.state !== from) return
  const again = (delayMs: number) => queueArchiveJobs(db(), job, [{ archiveId, hostId: row.hostId }], delayMs)
  if (job === 'archive-mailbox' && !(await isRemovalApplied(row))) return again(notAppliedYetMs)
  const input = { domain: domainName.parse(row.domainName), localPart: hostedLocalPart.parse(row.localPart), archiveId }
  try {
    const moved = await agentFor(row.host).call(job, input)
    const restoredAt = job === 'restore-mailbox' ? new Date() : null
    await db().archivedMailbox.update({ where: { id: archiveId }, data: { state: to, errorCode: null, restoredAt, ...moved } })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // Nothing was ever delivered to it: nothing was moved, and nothing is to come back.
    if (job === 'restore-mailbox' && error.code === 'agent_not_found' && row.messages === 0) {
      await db().archivedMailbox.update({ where: { id: archiveId }, data: { state: to, errorCode: null, restoredAt: new Date() } })
      return
    }
    log.warn({ code: error.code, subject: row.address, job }, 'the mail was not moved')
    // What the agent itself refuses waits for a person; a host that cannot be talked to is asked again.
    const refused = !error.retry && error.code.startsWith('agent_') && error.code !== 'agent_upgrade_required'
    await db().archivedMailbox.update({ where: { id: archiveId }, data: { errorCode: error.code, ...(refused && { state: 'failed' }) } })
    if (!refused) await again(unreachableMs)
  }
}

const deleted = z.object({ mailboxId: z.uuid() })

/** Mail may go on arriving until the host has applied the deletion: what is moved before would be moved in part. */
async function isRemovalApplied(row: { hostId: string; domainName: string; snapshot: unknown }): Promise<boolean> {
  const { mailboxId } = deleted.parse(row.snapshot)
  const change = await db().change.findFirst({
    where: { subjectKind: 'mailbox', subjectId: mailboxId, action: 'mailbox.delete' },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  const apply = await db().domainApply.findUnique({ where: { hostId_domainName: { hostId: row.hostId, domainName: row.domainName } } })
  // Without a row the domain itself is gone from the host.
  return !apply || (change !== null && apply.appliedRevision >= change.id)
}

/** Ends what is past its time; how much did. Called every hour, and when somebody ends something before its time. */
export async function purgeDueArchives(actor: Actor): Promise<number> {
  const due = await db().archivedMailbox.findMany({
    where: { state: 'kept', purgeAfter: { lte: new Date() } },
    orderBy: { purgeAfter: 'asc' },
    take: purgeBatch,
    include: { host: true },
  })
  let purged = 0
  for (const rows of groupBy(due, (row) => row.hostId).values()) {
    const host = rows[0]?.host
    if (host)
      purged += await purgeOn(
        actor,
        host,
        rows.map((row) => row.id),
      )
  }
  return purged
}

async function purgeOn(actor: Actor, host: Parameters<typeof agentFor>[0], archiveIds: string[]): Promise<number> {
  try {
    const { purged } = await agentFor(host).call('purge-archive', { archiveIds })
    const { value } = await recordChange(actor, 'archive.write', async (tx) => {
      // The settings of a mailbox that is gone, its hash among them, go too.
      const rows = await tx.archivedMailbox.updateManyAndReturn({
        where: { id: { in: purged }, state: 'kept' },
        data: { state: 'purged', snapshot: {} },
        select: { id: true, address: true, domainName: true },
      })
      const entry = { action: 'archive.purged', subjectKind: 'archive' }
      const entries = rows.map((row) => ({ ...entry, subjectId: row.id, subjectName: row.address, domainName: row.domainName }))
      return { value: rows.length, entries, domains: [] }
    })
    return value
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn({ code: error.code, subject: host.name }, 'kept mail that is past its time was not ended')
    return 0
  }
}
