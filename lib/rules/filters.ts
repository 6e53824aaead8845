// Filters are saved whole, in their order, under one version: the second of two editors is told.
import 'server-only'
import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { agentFor } from '#lib/host/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { address } from '#lib/protocol/names'
import { type Filter, filter as protocolFilter } from '#lib/protocol/rules'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { type FiltersInput, type FiltersView, filtersInput, type TryInput, type TryResult, tryInput } from './schema'
import { lockMailbox, type MailboxWithRules, mailboxWithRules, readMailbox, ruleEntry, writing } from './whose'

export async function getFilters(actor: Actor, mailboxId: string): Promise<FiltersView> {
  return filtersViewOf(await readMailbox(actor, mailboxId))
}

/** `version` 0: there are none yet. */
export function setFilters(actor: Actor, mailboxId: string, version: number, input: FiltersInput): Promise<Outcome<FiltersView>> {
  return asOutcome(async () => {
    const { filters } = requireValid(filtersInput, input)
    return recordChange(actor, writing(actor, mailboxId), async (tx) => {
      await lockMailbox(actor, tx, mailboxId)
      const row = await mailboxWithRules(mailboxId, tx)
      const before = filtersViewOf(row)
      if (before.version !== version) return deny('filters_changed')
      if (actor.kind === 'mailbox') denyAll(unconfirmed(row, filters))
      if (JSON.stringify(before.filters) === JSON.stringify(filters)) return { value: before, entries: [], domains: [] }
      const saved = await tx.mailboxRules.upsert({
        where: { mailboxId },
        create: { mailboxId, filters, version: 1 },
        update: { filters, version: { increment: 1 } },
      })
      const told = { before: { filters: before.filters.map(summary) }, after: { filters: filters.map(summary) } }
      const entry = { ...ruleEntry('filters', row), ...told }
      return { value: { filters, version: saved.version }, entries: [entry], domains: [row.domain.name] }
    })
  })
}

/** What they would do with this message: asked of the mailbox's own host, where nothing comes of it. */
export async function tryFilters(actor: Actor, mailboxId: string, input: TryInput): Promise<Outcome<TryResult>> {
  return asOutcome(async () => {
    const { filters, message } = requireValid(tryInput, input)
    const row = await readMailbox(actor, mailboxId)
    const rules = { vacation: null, filters: filters ?? filtersViewOf(row).filters }
    const recipient = address.parse(row.address)
    const value = await agentFor(row.domain.host).call('try-rules', { recipient, sender: senderIn(message) ?? recipient, rules, message })
    return { value, revision: null }
  })
}

/** The address of From, as the envelope's sender most often is. */
function senderIn(message: string) {
  const [, field = ''] = /^From:[ \t]*(.*)$/im.exec(message) ?? []
  const [, text] = /<([^<>\s]+)>/.exec(field) ?? /([^<>\s"]+@[^<>\s"]+)/.exec(field) ?? []
  return address.safeParse(text).data
}

export function filtersViewOf({ rules }: MailboxWithRules): FiltersView {
  return { filters: z.array(protocolFilter).parse(rules?.filters ?? []), version: rules?.version ?? 0 }
}

/** A person's filters send mail on only to whoever agreed, or where an administrator sends it already. */
function unconfirmed(row: MailboxWithRules, filters: readonly Filter[]) {
  const known = new Set([
    ...row.forwards.map(({ destination }) => destination),
    ...row.forwardTargets.flatMap((target) => (target.confirmedAt === null ? [] : [target.address])),
  ])
  return filters.flatMap((one, index) =>
    one.actions.flatMap((action, place) =>
      action.do === 'forward' && !known.has(action.to)
        ? [refusal('forward_unconfirmed', `filters.${index}.actions.${place}.to`, { address: action.to })]
        : [],
    ),
  )
}

/** Whole, for the audit. */
const summary = (one: Filter): string => JSON.stringify(one)
