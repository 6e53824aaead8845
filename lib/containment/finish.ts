// What the mail host does once it has the closed mailbox: sessions of mail programs that are open end, and what it sent and has not left yet is held. Each step is kept when it is done, so a
// host that does not answer is asked again for what is left.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import { isApplied } from '#lib/changes/apply-status'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import type { HostDoor } from '#lib/host/transport'
import { log } from '#lib/log'
import { address as addressName } from '#lib/protocol/names'
import { rowsMax } from '#lib/protocol/queue'

const notAppliedYetMs = 1000
const unreachableMs = 30_000
const holdRoundsMax = 100
/** Where a message is that may go out. */
const leaving = ['maildrop', 'incoming', 'active', 'deferred'] as const

export async function queueFinish(tx: Pick<Tx, '$executeRaw'>, containmentId: string, delayMs = 0): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job('finish-containment', json_build_object('containmentId', ${containmentId}::text),
      job_key => ${`containment:${containmentId}`}::text, run_at => now() + make_interval(secs => ${delayMs / 1000}::float8), max_attempts => 25)`
}

export async function finishContainment(containmentId: string): Promise<void> {
  const row = await db().containment.findUnique({
    where: { id: containmentId },
    include: { mailbox: { include: { domain: { include: { host: true } } } } },
  })
  if (!row || row.releasedAt !== null) return
  const { address, domain } = row.mailbox
  try {
    if (row.appliedAt === null) {
      if (!(await isClosedOnHost(row.mailboxId, domainOf(address)))) return await queueFinish(db(), containmentId, notAppliedYetMs)
      await db().containment.update({ where: { id: containmentId }, data: { appliedAt: new Date(), errorCode: null } })
    }
    if (row.kickedAt === null) {
      // A session that is open was let in by the old password, and stays until somebody ends it.
      await agentFor(domain.host).call('kick', { logins: [addressName.parse(address)], clientAddress: null })
      await db().containment.update({ where: { id: containmentId }, data: { kickedAt: new Date(), errorCode: null } })
    }
    if (row.heldAt === null) {
      const heldMessages = await holdQueuedOf(domain.host, address)
      await db().containment.update({ where: { id: containmentId }, data: { heldAt: new Date(), heldMessages, errorCode: null } })
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn({ code: error.code, subject: address }, 'the host did not do its part of a containment')
    await db().containment.update({ where: { id: containmentId }, data: { errorCode: error.code } })
    await queueFinish(db(), containmentId, unreachableMs)
  }
}

async function isClosedOnHost(mailboxId: string, domain: string): Promise<boolean> {
  const change = await db().change.findFirst({
    where: { subjectKind: 'mailbox', subjectId: mailboxId, action: 'mailbox.contain' },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return change !== null && isApplied([domain], change.id.toString())
}

/** What waits to go out with this sender; a message in Postfix's hands at this moment may still leave. */
function holdQueuedOf(host: HostDoor, address: string): Promise<number> {
  return agentFor(host).alone(async (call) => {
    let held = 0
    for (let round = 0; round < holdRoundsMax; round++) {
      const want = { kind: 'rows', limit: rowsMax, order: 'found' } as const
      const { rows } = await call('queue-list', { filter: { queues: [...leaving], sender: address }, scope: null, want })
      const ids = rows.filter(({ sender }) => sender.toLowerCase() === address).map(({ id }) => id)
      if (ids.length === 0) return held
      const { outcomes } = await call('queue-act', { action: 'hold', ids, scope: null, text: null })
      const done = outcomes.filter((outcome) => outcome === 'done').length
      held += done
      if (done === 0) return held
    }
    return held
  })
}
