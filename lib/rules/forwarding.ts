// Where a person's mail goes on to. An address that a person names must agree first (ask-forward.ts); an administrator sets one directly, with
// the mailbox. Both stand in one list.
import 'server-only'
import { canonicalAddresses } from '#lib/addresses/domain-here'
import { lockGraph, requireNoLoops } from '#lib/addresses/loops'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { changedFields } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { filtersViewOf } from './filters'
import { type ForwardingInput, type ForwardingView, type ForwardTargetView, forwardingInput } from './schema'
import { lockMailbox, type MailboxWithRules, mailboxWithRules, readMailbox, ruleEntry, writing } from './whose'

export async function getForwarding(actor: Actor, mailboxId: string): Promise<ForwardingView> {
  return forwardingViewOf(await readMailbox(actor, mailboxId))
}

/** Which of the confirmed addresses get all mail, and whether a copy stays. What an administrator set stays as it is. */
export function setForwarding(actor: Actor, mailboxId: string, input: ForwardingInput): Promise<Outcome<ForwardingView>> {
  return asOutcome(async () => {
    const wanted = requireValid(forwardingInput, input)
    return recordChange(actor, writing(actor, mailboxId), async (tx) => {
      await lockGraph(tx)
      await lockMailbox(actor, tx, mailboxId)
      const row = await mailboxWithRules(mailboxId, tx)
      const chosen = await canonicalAddresses(tx, wanted.forwards)
      const confirmed = new Map(
        row.forwardTargets.filter(({ confirmedAt }) => confirmedAt !== null).map((target) => [target.address, target]),
      )
      denyAll(chosen.filter((one) => !confirmed.has(one)).map((one) => refusal('forward_unconfirmed', 'forwards', { address: one })))
      await requireAllowed(
        tx,
        row,
        chosen.filter((one) => !forwardsOf(row).includes(one)),
        'forwards',
      )
      const byAdministrators = forwardsOf(row).filter((one) => !confirmed.has(one))
      const forwards = [...byAdministrators, ...chosen].sort()
      const before = { forwards: forwardsOf(row), forwardKeepCopy: row.forwardKeepCopy }
      const changed = changedFields(before, { forwards, forwardKeepCopy: wanted.forwardKeepCopy })
      if (!changed) return { value: forwardingViewOf(row), entries: [], domains: [] }
      await replaceForwards(actor, tx, row, forwards)
      const data = { forwardKeepCopy: wanted.forwardKeepCopy, version: { increment: 1 } }
      await tx.mailbox.update({ where: { id: mailboxId }, data, select: { id: true } })
      const entries = [{ ...ruleEntry('update', row), ...changed }]
      return { value: forwardingViewOf(await mailboxWithRules(mailboxId, tx)), entries, domains: [row.domain.name] }
    })
  })
}

/** Withdraws a question that was not answered, or ends the sending on to an address that had agreed. */
export function removeForwardTarget(actor: Actor, mailboxId: string, targetId: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, writing(actor, mailboxId), async (tx) => {
      await lockMailbox(actor, tx, mailboxId)
      const row = await mailboxWithRules(mailboxId, tx)
      const target = targetIn(row, targetId)
      const used = filtersViewOf(row).filters.find(({ actions }) =>
        actions.some((one) => one.do === 'forward' && one.to === target.address),
      )
      if (used) return deny('forward_in_filter', null, { filter: used.name || '…', address: target.address })
      await tx.forwardTarget.delete({ where: { id: target.id } })
      const wasActive = target.confirmedAt !== null && forwardsOf(row).includes(target.address)
      if (!wasActive) {
        const entry = { ...ruleEntry('forward-target', row), before: { address: target.address }, after: { action: 'withdrawn' } }
        return { value: null, entries: [entry], domains: [] }
      }
      const forwards = forwardsOf(row).filter((one) => one !== target.address)
      await replaceForwards(actor, tx, row, forwards)
      await tx.mailbox.update({ where: { id: mailboxId }, data: { version: { increment: 1 } }, select: { id: true } })
      const entry = { ...ruleEntry('update', row), before: { forwards: forwardsOf(row) }, after: { forwards } }
      return { value: null, entries: [entry], domains: [row.domain.name] }
    }),
  )
}

export function targetIn(row: MailboxWithRules, targetId: string) {
  const target = row.forwardTargets.find(({ id }) => id === targetId)
  if (!target) throw new AppError('not_found', { subject: targetId.slice(0, 40) })
  return target
}

/** The same judge of loops as for administrators. Relies on lockGraph. */
export async function replaceForwards(actor: Actor, tx: Tx, { id, address }: MailboxWithRules, forwards: readonly string[]): Promise<void> {
  await tx.mailboxForward.deleteMany({ where: { mailboxId: id } })
  await tx.mailboxForward.createMany({ data: forwards.map((destination) => ({ mailboxId: id, destination })) })
  if (forwards.length > 0) await requireNoLoops(actor, tx, [address], 'forwards')
}

/** A domain may keep its people's mail within the domains that are here. */
export async function requireAllowed(
  tx: Pick<Tx, 'domain'>,
  row: MailboxWithRules,
  addresses: readonly string[],
  field: string,
): Promise<void> {
  if (row.domain.forwardOutside || addresses.length === 0) return
  const here = new Set(
    (await tx.domain.findMany({ where: { name: { in: addresses.map(domainOf) } }, select: { name: true } })).map(({ name }) => name),
  )
  const outside = addresses.filter((one) => !here.has(domainOf(one)))
  denyAll(outside.map((one) => refusal('forward_outside', field, { address: one, domain: row.domain.name })))
}

export const forwardsOf = ({ forwards }: MailboxWithRules): string[] => forwards.map(({ destination }) => destination).sort()

export function forwardingViewOf(row: MailboxWithRules): ForwardingView {
  const active = new Set(forwardsOf(row))
  const targets = row.forwardTargets.map(
    ({ id, address, confirmedAt, forwardAll, askedAt, expiresAt }): ForwardTargetView => ({
      id,
      address,
      state: confirmedAt === null ? 'pending' : 'confirmed',
      forwardAll: confirmedAt === null ? forwardAll : active.has(address),
      askedAt: askedAt.toISOString(),
      expiresAt: confirmedAt === null ? (expiresAt?.toISOString() ?? null) : null,
    }),
  )
  const confirmed = new Set(targets.flatMap(({ state, address }) => (state === 'confirmed' ? [address] : [])))
  const given = [...active]
    .filter((address) => !confirmed.has(address))
    .map((address): ForwardTargetView => ({ id: null, address, state: 'administrator', forwardAll: true, askedAt: null, expiresAt: null }))
  return { forwardKeepCopy: row.forwardKeepCopy, outsideAllowed: row.domain.forwardOutside, targets: [...given, ...targets] }
}
