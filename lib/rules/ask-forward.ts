// A person wants mail to go on to an address; whoever reads that address agrees by a link, or refuses for good. Throttled so that nobody's
// inbox is filled with questions: per mailbox, per address asked, and in all.
import 'server-only'
import { canonicalAddresses } from '#lib/addresses/domain-here'
import { lockGraph } from '#lib/addresses/loops'
import { type Actor, type MailboxActor, systemActor } from '#lib/auth/actor'
import { findForwardLink } from '#lib/auth/forward-link'
import { countRequest } from '#lib/auth/request-limit'
import { lockOwnMailbox } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { defaultLocale, isLocale, type Locale } from '#lib/i18n/locales'
import { queueMessage } from '#lib/outbox/queue-message'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { forwardingViewOf, forwardsOf, replaceForwards, requireAllowed, targetIn } from './forwarding'
import {
  type AskForwardInput,
  askForwardInput,
  type ForwardAnswerInput,
  type ForwardingView,
  forwardAnswerInput,
  forwardTargetsMax,
} from './schema'
import { lockMailbox, type MailboxWithRules, mailboxWithRules, readMailbox, ruleEntry, writing } from './whose'

const dayMinutes = 24 * 60
const perMailboxADay = 10
const perAddressADay = 3
const inAllAnHour = 500

export function askForward(actor: Actor, mailboxId: string, locale: Locale, input: AskForwardInput): Promise<Outcome<ForwardingView>> {
  return asOutcome(async () => {
    const wanted = requireValid(askForwardInput, input)
    await readMailbox(actor, mailboxId)
    const [address = wanted.address] = await canonicalAddresses(db(), [wanted.address])
    await requireFree(mailboxId, address, wanted.forwardAll)
    await countQuestion(mailboxId, address)
    return recordChange(actor, writing(actor, mailboxId), async (tx) => {
      await lockGraph(tx)
      await lockMailbox(actor, tx, mailboxId)
      const row = await mailboxWithRules(mailboxId, tx)
      await requireAskable(tx, row, address, wanted.forwardAll)
      await tx.forwardTarget.create({ data: { mailboxId, address, forwardAll: wanted.forwardAll } })
      await queueMessage(tx, {
        kind: 'forward',
        recipient: address,
        locale: await languageOf(tx, address, row.locale ?? locale),
        mailboxId,
      })
      const entry = { ...ruleEntry('forward-target', row), after: { address, action: 'asked' } }
      return { value: forwardingViewOf(await mailboxWithRules(mailboxId, tx)), entries: [entry], domains: [] }
    })
  })
}

/** Another link; the former one ends. */
export function askAgain(actor: Actor, mailboxId: string, targetId: string, locale: Locale): Promise<Outcome<{ address: string }>> {
  return asOutcome(async () => {
    const { address } = targetIn(await readMailbox(actor, mailboxId), targetId)
    await countQuestion(mailboxId, address)
    return recordChange(actor, writing(actor, mailboxId), async (tx) => {
      await lockMailbox(actor, tx, mailboxId)
      const row = await mailboxWithRules(mailboxId, tx)
      const target = targetIn(row, targetId)
      if (target.confirmedAt !== null) return deny('forward_known', null, { address })
      if (await isRefused(tx, address)) return deny('forward_refused', null, { address })
      await tx.forwardTarget.update({ where: { id: target.id }, data: { tokenHash: null, expiresAt: null, askedAt: new Date() } })
      await queueMessage(tx, {
        kind: 'forward',
        recipient: address,
        locale: await languageOf(tx, address, row.locale ?? locale),
        mailboxId,
      })
      return { value: { address }, entries: [{ ...ruleEntry('forward-target', row), after: { address, action: 'asked' } }], domains: [] }
    })
  })
}

/** Who asks whom: looking uses nothing up. */
export async function lookAtForwardLink(token: string): Promise<{ address: string; target: string; forwardAll: boolean } | null> {
  const found = await findForwardLink(token)
  return found && { address: found.mailbox.address, target: found.address, forwardAll: found.forwardAll }
}

/** By whoever reads the address. Between look and answer the person may have withdrawn the question. */
export function answerForward(input: ForwardAnswerInput): Promise<Outcome<{ answer: 'accept' | 'refuse' }>> {
  return asOutcome(async () => {
    const { token, answer } = requireValid(forwardAnswerInput, input)
    const asked = await findForwardLink(token)
    if (!asked) return deny('link_over')
    return recordChange(systemActor(asked.address), 'mailbox.write', async (tx) => {
      if (answer === 'accept') await lockGraph(tx)
      const asker: MailboxActor = { kind: 'mailbox', id: asked.mailbox.id, name: asked.mailbox.address, via: 'me' }
      await lockOwnMailbox(tx, asker)
      if (!(await findForwardLink(token, tx))) return deny('link_over')
      const row = await mailboxWithRules(asked.mailbox.id, tx)
      return { value: { answer }, ...(answer === 'accept' ? await accept(tx, asker, row, asked) : await refuse(tx, row, asked.address)) }
    })
  })
}

type Asked = { id: string; address: string; forwardAll: boolean }

/** The way round a loop is told as the person who asked may know it. */
async function accept(tx: Tx, asker: MailboxActor, row: MailboxWithRules, { id, address, forwardAll }: Asked) {
  await requireAllowed(tx, row, [address], 'token')
  await tx.forwardTarget.update({ where: { id }, data: { confirmedAt: new Date(), tokenHash: null, expiresAt: null } })
  const confirmed = { ...ruleEntry('forward-target', row), after: { address, action: 'agreed' } }
  if (!forwardAll || forwardsOf(row).includes(address)) return { entries: [confirmed], domains: [] }
  const forwards = [...forwardsOf(row), address].sort()
  await replaceForwards(asker, tx, row, forwards)
  await tx.mailbox.update({ where: { id: row.id }, data: { version: { increment: 1 } }, select: { id: true } })
  const entry = { ...ruleEntry('update', row), before: { forwards: forwardsOf(row) }, after: { forwards } }
  return { entries: [confirmed, entry], domains: [row.domain.name] }
}

/** For good: no mailbox here can ask this address again, and what was open ends. */
async function refuse(tx: Tx, row: MailboxWithRules, address: string) {
  await tx.forwardRefusal.createMany({ data: [{ address: address.toLowerCase() }], skipDuplicates: true })
  await tx.forwardTarget.deleteMany({ where: { address: { equals: address, mode: 'insensitive' }, confirmedAt: null } })
  return { entries: [{ ...ruleEntry('forward-target', row), after: { address, action: 'refused' } }], domains: [] }
}

/** Before anything is counted: what can be said at once. */
async function requireFree(mailboxId: string, address: string, forwardAll: boolean): Promise<void> {
  const row = await mailboxWithRules(mailboxId)
  await requireAskable(db(), row, address, forwardAll)
}

async function requireAskable(
  tx: Pick<Tx, 'domain' | 'forwardRefusal'>,
  row: MailboxWithRules,
  address: string,
  forwardAll: boolean,
): Promise<void> {
  if (address.toLowerCase() === row.address) deny('forward_is_own', 'address')
  if (row.forwardTargets.some((target) => target.address === address) || (forwardAll && forwardsOf(row).includes(address)))
    deny('forward_known', 'address', { address })
  if (row.forwardTargets.length >= forwardTargetsMax) deny('too_many_addresses', 'address', { maximum: forwardTargetsMax })
  await requireAllowed(tx, row, [address], 'address')
  if (await isRefused(tx, address)) deny('forward_refused', 'address', { address })
}

const isRefused = async (tx: Pick<Tx, 'forwardRefusal'>, address: string): Promise<boolean> =>
  (await tx.forwardRefusal.count({ where: { address: address.toLowerCase() } })) > 0

async function countQuestion(mailboxId: string, address: string): Promise<void> {
  const within = await countRequest([
    { key: 'forward:all', max: inAllAnHour, minutes: 60 },
    { key: `forward:mailbox:${mailboxId}`, max: perMailboxADay, minutes: dayMinutes },
    { key: `forward:to:${address.toLowerCase()}`, max: perAddressADay, minutes: dayMinutes },
  ])
  if (!within) throw new AppError('rate_limited', { subject: 'forward' })
}

/** The target's own, when it is a mailbox here that has chosen one; else that of who asks: people who know each other share one. */
async function languageOf(tx: Pick<Tx, 'mailbox'>, address: string, ofAsker: string): Promise<Locale> {
  const chosen = (await tx.mailbox.findUnique({ where: { address: address.toLowerCase() }, select: { locale: true } }))?.locale
  return [chosen, ofAsker].find(isLocale) ?? defaultLocale
}
