// The answer to an absence. It holds on the mail host whether the panel runs or not: start and end are in the script itself.
import 'server-only'
import { addressesLeadingTo } from '#lib/addresses/leading-here'
import { unicodeAddress } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { changedFields } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { Prisma } from '#lib/db/generated/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type StoredVacation, storedOf, storedVacation, type VacationInput, type VacationView, vacationInput } from './schema'
import { lockMailbox, type MailboxWithRules, mailboxWithRules, readMailbox, ruleEntry, writing } from './whose'
import { localOf } from './zoned-time'

export async function getVacation(actor: Actor, mailboxId: string): Promise<VacationView | null> {
  return vacationViewOf(await readMailbox(actor, mailboxId))
}

export function setVacation(actor: Actor, mailboxId: string, input: VacationInput): Promise<Outcome<VacationView | null>> {
  return asOutcome(async () => {
    const wanted = storedOf(requireValid(vacationInput, input))
    return recordChange(actor, writing(actor, mailboxId), async (tx) => {
      await lockMailbox(actor, tx, mailboxId)
      const row = await mailboxWithRules(mailboxId, tx)
      const before: Partial<StoredVacation> = storedOfRow(row) ?? {}
      const changed = changedFields(before, wanted)
      if (!changed) return { value: vacationViewOf(row), entries: [], domains: [] }
      await tx.mailboxRules.upsert({ where: { mailboxId }, create: { mailboxId, vacation: wanted }, update: { vacation: wanted } })
      const applies = before.enabled === true || wanted.enabled
      return {
        value: vacationViewOf(await mailboxWithRules(mailboxId, tx)),
        entries: [{ ...ruleEntry('vacation', row), before: told(changed.before), after: told(changed.after) }],
        domains: applies ? [row.domain.name] : [],
      }
    })
  })
}

/** `subject` is another thing in the audit: who somebody is at a provider of sign-ins. */
const told = ({ subject, ...rest }: Partial<StoredVacation>) => ({ ...rest, ...(subject !== undefined && { mailSubject: subject }) })

/** Under which addresses a message is answered: the mailbox's own, those of its mirrors, and aliases that lead to it. */
export async function answeredAddresses(actor: Actor, mailboxId: string): Promise<string[]> {
  await readMailbox(actor, mailboxId)
  // An administrator of some domains is told of aliases in those alone.
  const seen = actor.kind === 'mailbox' ? [] : idsInScope(actor, Prisma.sql`l."domainId"`)
  return (await addressesLeadingTo(mailboxId, seen)).map(unicodeAddress)
}

export const storedOfRow = ({ rules }: MailboxWithRules): StoredVacation | null => storedVacation.nullable().parse(rules?.vacation ?? null)

function vacationViewOf(row: MailboxWithRules): VacationView | null {
  const stored = storedOfRow(row)
  if (!stored) return null
  const { from, until, zone } = stored
  return {
    ...stored,
    from: from === null ? null : localOf(from, zone),
    until: until === null ? null : localOf(until, zone),
    fromInstant: from,
    untilInstant: until,
    state: stateOf(stored, new Date().toISOString()),
  }
}

function stateOf({ enabled, from, until }: StoredVacation, now: string): VacationView['state'] {
  if (!enabled) return 'off'
  if (until !== null && until <= now) return 'over'
  return from !== null && from > now ? 'waiting' : 'active'
}
