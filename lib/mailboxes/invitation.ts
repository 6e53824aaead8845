// A mailbox whose first password the person chooses: until then its hash is that of no password that anybody knows, so it receives and nobody
// can sign in. The link goes to the recovery address; an administrator never sees password or link.
import 'server-only'
import type { Tx } from '#lib/db/client'
import { isLocale } from '#lib/i18n/locales'
import { newcomersLocale } from '#lib/outbox/newcomers-locale'
import { queueMessage } from '#lib/outbox/queue-message'
import type { Refusal } from '#lib/outcome'
import { deny, refusal } from '#lib/refusals'

type Wanted = { invite: boolean; password: string | null; recoveryAddress: string | null }

export function invitationRefusals({ invite, password, recoveryAddress }: Wanted): Refusal[] {
  if (!invite) return []
  return [
    ...(recoveryAddress === null ? [refusal('invite_needs_recovery', 'recoveryAddress')] : []),
    ...(password === null ? [] : [refusal('invite_or_password', 'password')]),
  ]
}

type Invited = { id: string; recoveryAddress: string | null; locale?: string | null }

/** In the person's language, or that of newcomers. */
export async function queueInvitation(tx: Tx, { id, recoveryAddress, locale }: Invited): Promise<void> {
  if (recoveryAddress === null) return deny('invite_needs_recovery', 'recoveryAddress')
  const spoken = isLocale(locale) ? locale : await newcomersLocale(tx)
  await queueMessage(tx, { kind: 'invitation', recipient: recoveryAddress, locale: spoken, mailboxId: id })
}
