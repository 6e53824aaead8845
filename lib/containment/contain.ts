// A mailbox that a stranger is in is closed in one step: it sends no more, no password, app password, session or link opens it, and what the
// stranger may have left behind ends as far as the administrator says. It goes on receiving, and nothing in it is lost. One transaction; what
// the mail host has to do then (end open sessions, hold what waits to go out) is the job's matter, which tries until the host answers.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { endAppPasswords } from '#lib/auth/end-app-passwords'
import { hashOfNoPassword } from '#lib/auth/mailbox-password'
import { endMailboxSessions } from '#lib/auth/mailbox-sessions'
import { requirePermission } from '#lib/auth/permissions'
import { lockRowOf } from '#lib/changes/edit'
import { type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { asOutcome, type Outcome } from '#lib/outcome'
import { filter } from '#lib/protocol/rules'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { queueFinish } from './finish'
import { type ContainInput, type ContainmentDone, containInput } from './schema'

type Contained = { address: string; containmentId: string }

export function containMailbox(actor: Actor, mailboxId: string, input: ContainInput): Promise<Outcome<Contained>> {
  return asOutcome(async () => {
    requirePermission(actor, 'mailbox.write')
    const wanted = requireValid(containInput, input)
    const passwordHash = await hashOfNoPassword()
    return recordChange(actor, 'mailbox.write', (tx) => close(actor, tx, mailboxId, wanted, passwordHash))
  })
}

async function close(
  actor: Actor,
  tx: Tx,
  mailboxId: string,
  { clearRecovery, stopForwards, stopFilters }: Required<ContainInput>,
  passwordHash: string,
): Promise<Recorded<Contained>> {
  await lockRowOf(actor, tx, 'Mailbox', mailboxId)
  if ((await tx.containment.count({ where: { mailboxId, releasedAt: null } })) > 0) deny('contained_already')
  const before = await tx.mailbox.findUniqueOrThrow({ where: { id: mailboxId } })
  const done: ContainmentDone = {
    sessions: await endMailboxSessions(tx, mailboxId),
    appPasswords: await endAppPasswords(tx, mailboxId),
    links: (await tx.passwordLink.deleteMany({ where: { mailboxId } })).count,
    recoveryAddress: clearRecovery ? before.recoveryAddress : null,
    forwards: stopForwards ? await endForwards(tx, mailboxId) : [],
    filters: stopFilters ? await stopAllFilters(tx, mailboxId) : 0,
  }
  await tx.mailbox.update({
    where: { id: mailboxId },
    data: {
      submission: false,
      passwordHash,
      passwordSetAt: null,
      version: { increment: 1 },
      ...(clearRecovery && { recoveryAddress: null, recoveryProvedAt: null }),
    },
  })
  const id = uuid7()
  const data = { id, mailboxId, byName: actor.name, submission: before.submission, done }
  await tx.containment.create({ data, select: { id: true } })
  await queueFinish(tx, id)
  const { address } = before
  const entry = {
    action: 'mailbox.contain',
    subjectKind: 'mailbox',
    subjectId: mailboxId,
    subjectName: address,
    domainName: domainOf(address),
    before: { submission: before.submission, password: '(changed)' },
    after: { submission: false, password: '(changed)', ...done },
  }
  return { value: { address, containmentId: id }, entries: [entry], domains: [domainOf(address)] }
}

async function endForwards(tx: Tx, mailboxId: string): Promise<string[]> {
  const forwards = await tx.mailboxForward.findMany({ where: { mailboxId }, orderBy: { destination: 'asc' } })
  await tx.mailboxForward.deleteMany({ where: { mailboxId } })
  await tx.forwardTarget.updateMany({ where: { mailboxId }, data: { forwardAll: false } })
  return forwards.map(({ destination }) => destination)
}

/** They stay to be looked at. How many were on. */
async function stopAllFilters(tx: Tx, mailboxId: string): Promise<number> {
  const rules = await tx.mailboxRules.findUnique({ where: { mailboxId } })
  const filters = filter.array().parse(rules?.filters ?? [])
  const on = filters.filter(({ enabled }) => enabled).length
  if (on > 0)
    await tx.mailboxRules.update({
      where: { mailboxId },
      data: { filters: filters.map((one) => ({ ...one, enabled: false })), version: { increment: 1 } },
    })
  return on
}
