// App passwords come into being and end. Each is made here, shown once, and never changed. The person does it for themselves, an administrator
// for them.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor, MailboxActor } from '#lib/auth/actor'
import { endAppPasswords } from '#lib/auth/end-app-passwords'
import { isOwnPassword } from '#lib/auth/mailbox-sign-in'
import { mailboxWriter } from '#lib/auth/whose-mailbox'
import { isUuid, lockOwnMailbox, lockRowOf } from '#lib/changes/edit'
import { type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { entryOf } from './entry'
import { queueExpiry } from './expire-app-passwords'
import { newSecret } from './new-secret'
import {
  type AppPasswordMade,
  type AppPasswordView,
  appPasswordsMax,
  type CreateAppPasswordInput,
  type CreateOwnAppPasswordInput,
  createAppPasswordInput,
  createOwnAppPasswordInput,
  mailProtocols,
} from './schema'
import { viewOf } from './view'

/** For an administrator. `password` in the answer is shown this once. */
export function createAppPassword(actor: Actor, mailboxId: string, input: CreateAppPasswordInput): Promise<Outcome<AppPasswordMade>> {
  return asOutcome(() => make(actor, mailboxId, { ...requireValid(createAppPasswordInput, input), kind: 'own' }))
}

/** For the person, who types the password of the mailbox. */
export function createOwnAppPassword(actor: MailboxActor, input: CreateOwnAppPasswordInput): Promise<Outcome<AppPasswordMade>> {
  return asOutcome(async () => {
    const { currentPassword, ...wanted } = requireValid(createOwnAppPasswordInput, input)
    if (!(await isOwnPassword(actor.id, currentPassword))) deny('password_wrong', 'currentPassword')
    return make(actor, actor.id, { ...wanted, kind: 'own' })
  })
}

type Webmail = { /** Where the webmail asks from. */ networks: readonly string[]; minutes: number }
const webmailVisitsMax = 10

/**
 * For single sign-on: a password that a webmail uses for IMAP, sending and filters, from its own address alone and for as long as a visit
 * lasts. It is no app password to the person, but a session that can be ended. Beyond ten visits the oldest ends.
 */
export function openWebmail(actor: Actor, mailboxId: string, { networks, minutes }: Webmail): Promise<Outcome<AppPasswordMade>> {
  return asOutcome(() => {
    const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString()
    const wanted = requireValid(createAppPasswordInput, { name: 'Webmail', sieve: true, networks: [...networks], expiresAt })
    return make(actor, mailboxId, { ...wanted, kind: 'webmail' })
  })
}

type Wanted = ReturnType<typeof createAppPasswordInput.parse> & { kind: AppPasswordView['kind'] }

async function make(actor: Actor, mailboxId: string, wanted: Wanted): Promise<{ value: AppPasswordMade; revision: string | null }> {
  denyAll([
    ...(mailProtocols.some((protocol) => wanted[protocol]) ? [] : [refusal('no_protocol', 'imap')]),
    ...(wanted.expiresAt !== null && new Date(wanted.expiresAt) <= new Date() ? [refusal('expiry_past', 'expiresAt')] : []),
  ])
  return recordChange(actor, mailboxWriter(actor, mailboxId), (tx) => insert(actor, tx, mailboxId, wanted))
}

async function insert(actor: Actor, tx: Tx, mailboxId: string, wanted: Wanted): Promise<Recorded<AppPasswordMade>> {
  const mailbox = await lockedMailbox(actor, tx, mailboxId)
  await makeRoom(tx, mailboxId, wanted.kind)
  const { password, ...kept } = await unusedSecret(tx, mailboxId)
  const row = await tx.appPassword.create({ data: { ...wanted, ...kept, mailboxId } })
  if (row.expiresAt) await queueExpiry(tx, row.expiresAt)
  if (wanted.kind === 'own') await queueNotice(tx, actor, { mailboxId }, 'app-password')
  const { kind: _kind, ...after } = wanted
  return {
    value: { ...viewOf(row), address: mailbox.address, password },
    entries: [{ ...entryOf(mailbox, 'create', wanted.name), after }],
    domains: [domainOf(mailbox.address)],
  }
}

async function makeRoom(tx: Tx, mailboxId: string, kind: Wanted['kind']): Promise<void> {
  const there = await tx.appPassword.findMany({
    where: { mailboxId, kind, expiredAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  if (kind === 'own' && there.length >= appPasswordsMax) deny('too_many_app_passwords', null, { maximum: appPasswordsMax })
  if (kind === 'webmail') await tx.appPassword.deleteMany({ where: { id: { in: there.slice(webmailVisitsMax - 1).map(({ id }) => id) } } })
}

/** Two of one mailbox with the same selector would be one line. */
async function unusedSecret(tx: Tx, mailboxId: string): Promise<ReturnType<typeof newSecret>> {
  for (;;) {
    const secret = newSecret()
    if ((await tx.appPassword.count({ where: { mailboxId, selector: secret.selector } })) === 0) return secret
  }
}

/** It stops working, and what it opened ends. */
export function revokeAppPassword(actor: Actor, mailboxId: string, id: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, mailboxWriter(actor, mailboxId), async (tx) => {
      const mailbox = await lockedMailbox(actor, tx, mailboxId)
      const row = isUuid(id) ? await tx.appPassword.findFirst({ where: { id, mailboxId } }) : null
      if (!row) throw new AppError('not_found', { subject: id.slice(0, 40) })
      await tx.appPassword.delete({ where: { id } })
      return { value: null, entries: [entryOf(mailbox, 'revoke', row.name)], domains: row.expiredAt ? [] : [domainOf(mailbox.address)] }
    }),
  )
}

export function revokeAppPasswords(actor: Actor, mailboxId: string): Promise<Outcome<{ revoked: number }>> {
  return asOutcome(() =>
    recordChange(actor, mailboxWriter(actor, mailboxId), async (tx) => {
      const mailbox = await lockedMailbox(actor, tx, mailboxId)
      const revoked = await endAppPasswords(tx, mailboxId)
      const entries = revoked > 0 ? [revokedAll(mailbox, revoked)] : []
      return { value: { revoked }, entries, domains: [domainOf(mailbox.address)] }
    }),
  )
}

const revokedAll = (mailbox: Named, revoked: number) => ({ ...entryOf(mailbox, 'revoke', ''), after: { revoked } })

type Named = { id: string; address: string }

/** Held, so that two at once do not pass a limit together. */
async function lockedMailbox(actor: Actor, tx: Tx, id: string): Promise<Named> {
  await (actor.kind === 'mailbox' ? lockOwnMailbox(tx, actor) : lockRowOf(actor, tx, 'Mailbox', id))
  return tx.mailbox.findUniqueOrThrow({ where: { id }, select: { id: true, address: true } })
}
