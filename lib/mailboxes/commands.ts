// Mailboxes come into being, change, get a password, and go. Bulk changes are in bulk.ts, the import in import-csv.ts.

import type * as z from 'zod'
import { takenCode } from '#lib/addresses/claims'
import { canonicalAddresses, requireHostedDomain } from '#lib/addresses/domain-here'
import { insertMailboxes, type NewMailbox, quotaRefusals } from '#lib/addresses/insert-mailboxes'
import { lockGraph, requireNoLoops, unknownDestinations } from '#lib/addresses/loops'
import { localPartOf } from '#lib/addresses/parse-address'
import { putAwayMailboxes } from '#lib/addresses/put-away'
import type { Warning } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { endAppPasswords } from '#lib/auth/end-app-passwords'
import { generatedPassword } from '#lib/auth/generated-password'
import { hashMailboxPassword, hashOfNoPassword } from '#lib/auth/mailbox-password'
import { passwordRefusals } from '#lib/auth/password-rule'
import { requirePermission } from '#lib/auth/permissions'
import { endVisits } from '#lib/auth/webmail-visits'
import { denyConflict, lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { invitationRefusals, queueInvitation } from './invitation'
import {
  type CreateMailboxInput,
  createMailboxInput,
  type MailboxSaved,
  type MailboxView,
  type SetPasswordInput,
  setPasswordInput,
} from './schema'
import { mailboxInclude, mailboxViewOf } from './view'

export function createMailbox(actor: Actor, input: CreateMailboxInput): Promise<Outcome<MailboxSaved>> {
  return asOutcome(async () => {
    requirePermission(actor, 'mailbox.write')
    const wanted = requireValid(createMailboxInput, input)
    denyAll(invitationRefusals(wanted))
    const secret = wanted.invite
      ? { passwordHash: await hashOfNoPassword(), generated: null }
      : await secretOf(wanted.password, [wanted.address, wanted.displayName])
    const saved = await recordChange(actor, 'mailbox.write', (tx) => insertMailbox(actor, tx, wanted, secret.passwordHash))
    return { revision: saved.revision, value: { ...saved.value, generatedPassword: secret.generated } }
  })
}

/** Hashing takes time, so it happens before the transaction. */
async function secretOf(password: string | null, about: string[]): Promise<{ passwordHash: string; generated: string | null }> {
  if (password !== null)
    denyAll(
      passwordRefusals(
        password,
        about.filter((text) => text !== ''),
      ),
    )
  const generated = password === null ? generatedPassword() : null
  return { passwordHash: await hashMailboxPassword(password ?? generated ?? ''), generated }
}

type Wanted = z.output<typeof createMailboxInput>
type Saved = MailboxView & { warnings: Warning[] }

async function insertMailbox(actor: Actor, tx: Tx, wanted: Wanted, passwordHash: string): Promise<Recorded<Saved>> {
  if (wanted.forwards.length > 0) await lockGraph(tx)
  const domain = await requireHostedDomain(actor, tx, wanted.address)
  const { password: _password, invite, passwordMustChange, appPasswordsOnly, ...fields } = wanted
  const quotaBytes = wanted.quotaBytes ?? Number(domain.defaultQuotaBytes)
  const forwards = await canonicalAddresses(tx, wanted.forwards)
  const { address } = wanted
  const mailbox: NewMailbox = {
    ...fields,
    id: uuid7(),
    domainId: domain.id,
    localPart: localPartOf(address),
    passwordHash,
    quotaBytes,
    forwards,
  }
  const { taken, refusals, archiving } = await insertMailboxes(actor, tx, [mailbox])
  denyAll([
    ...requireRecovery(address, wanted.recoveryAddress),
    ...taken.map((one) => refusal(takenCode(one), 'address', { address })),
    ...archiving.map(() => refusal('mailbox_being_archived', 'address', { address })),
    ...quotaRefusals(domain, quotaBytes),
    ...refusals,
  ])
  const warnings = await checkForwards(actor, tx, address, forwards)
  const data = { passwordMustChange, appPasswordsOnly, ...(invite && { passwordSetAt: null }) }
  const row = await tx.mailbox.update({ where: { id: mailbox.id }, data, include: mailboxInclude })
  if (invite) await queueInvitation(tx, row)
  const after = { ...fields, passwordMustChange, appPasswordsOnly, invite, quotaBytes, forwards }
  return {
    value: { ...mailboxViewOf(row), warnings },
    entries: [{ ...entryOf('create', row.id, address, domain.name), after }],
    domains: [domain.name],
  }
}

export async function checkForwards(actor: Actor, tx: Tx, address: string, forwards: readonly string[]): Promise<Warning[]> {
  if (forwards.length === 0) return []
  const graph = await requireNoLoops(actor, tx, [address], 'forwards')
  return unknownDestinations(actor, graph, address).map((unknown) => refusal('destination_unknown_here', 'forwards', { address: unknown }))
}

export const requireRecovery = (address: string, recovery: string | null | undefined) =>
  recovery?.toLowerCase() === address ? [refusal('recovery_is_own', 'recoveryAddress')] : []

export const entryOf = (verb: string, id: string, address: string, domainName: string): ChangeEntry => ({
  action: `mailbox.${verb}`,
  subjectKind: 'mailbox',
  subjectId: id,
  subjectName: address,
  domainName,
})

/** Needs no version: a new password is in nobody's way. */
export function setMailboxPassword(
  actor: Actor,
  id: string,
  input: SetPasswordInput,
): Promise<Outcome<{ address: string; generatedPassword: string | null }>> {
  return asOutcome(async () => {
    requirePermission(actor, 'mailbox.write')
    const { password, passwordMustChange, revokeAppPasswords } = requireValid(setPasswordInput, input)
    const secret = await secretOf(password, [])
    const saved = await recordChange(actor, 'mailbox.write', async (tx) => {
      await lockRowOf(actor, tx, 'Mailbox', id)
      const row = await tx.mailbox.findUniqueOrThrow({ where: { id }, include: mailboxInclude })
      if (password !== null)
        denyAll(
          passwordRefusals(
            password,
            [row.address, row.displayName].filter((text) => text !== ''),
          ),
        )
      const data = { passwordHash: secret.passwordHash, passwordSetAt: new Date(), passwordMustChange }
      await tx.mailbox.update({ where: { id }, data })
      await endVisits(tx, id)
      await queueNotice(tx, actor, { mailboxId: id }, 'password')
      const revoked = revokeAppPasswords ? await endAppPasswords(tx, id) : 0
      const entry = {
        ...entryOf('password', id, row.address, row.domain.name),
        before: { password: '(changed)' },
        after: {
          password: '(changed)',
          ...(passwordMustChange && { passwordMustChange }),
          ...(revoked > 0 && { revoked }),
        },
      }
      return { value: row.address, entries: [entry], domains: [row.domain.name] }
    })
    return { revision: saved.revision, value: { address: saved.value, generatedPassword: secret.generated } }
  })
}

/** The mail is put away on its host and kept as long as the settings say. */
export function deleteMailbox(actor: Actor, id: string, version: number): Promise<Outcome<MailboxView>> {
  return asOutcome(() =>
    recordChange(actor, 'mailbox.write', async (tx) => {
      const current = await lockRowOf(actor, tx, 'Mailbox', id)
      const row = await tx.mailbox.findUniqueOrThrow({ where: { id }, include: mailboxInclude })
      const view = mailboxViewOf(row)
      if (current !== version) await denyConflict(tx, id, current - version, view)
      const { domains, alongDomains } = await putAwayMailboxes(tx, [id])
      const { displayName, quotaBytes, enabled, forwards, tags } = view
      const entry = { ...entryOf('delete', id, row.address, row.domain.name), before: { displayName, quotaBytes, enabled, forwards, tags } }
      return { value: view, entries: [entry], domains, alongDomains }
    }),
  )
}
