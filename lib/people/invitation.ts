// An administrator who is invited chooses the password: nobody else ever knows it. The link is mailed; where Postern has no sender yet, whoever
// invites is shown the link instead, once, to hand it over by another way.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { administratorActor } from '#lib/auth/administrator-actor'
import { findAdministratorLink, makeAdministratorLink } from '#lib/auth/administrator-link'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { administratorPasswordRefusals } from '#lib/auth/administrator-password-rule'
import { requireManages } from '#lib/auth/hierarchy'
import { lockRow } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { isLocale } from '#lib/i18n/locales'
import { newcomersLocale } from '#lib/outbox/newcomers-locale'
import { queueMessage } from '#lib/outbox/queue-message'
import { findSender } from '#lib/outbox/sender'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { type AcceptInvitationInput, acceptInvitationInput } from './schema'

type Invited = { id: string; address: string; locale: string | null }
/** `link` null: it is in the mail. */
export type InvitationSent = { address: string; link: string | null }

export async function sendInvitation(tx: Tx, { id, address, locale }: Invited): Promise<string | null> {
  if ((await findSender(tx)) === null) return makeAdministratorLink(id, tx)
  const spoken = isLocale(locale) ? locale : await newcomersLocale(tx)
  await queueMessage(tx, { kind: 'administrator-invitation', recipient: address, locale: spoken, administratorId: id })
  return null
}

/** Once more; the link before is worth nothing from then on. */
export function inviteAgain(actor: Actor, id: string): Promise<Outcome<InvitationSent>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      await lockRow(tx, 'Administrator', id)
      const row = await tx.administrator.findUniqueOrThrow({ where: { id } })
      requireManages(actor, row.role)
      if (row.passwordSetAt) deny('not_invited', null, { name: row.name })
      if (row.disabledAt) deny('invite_disabled_person', null, { name: row.name })
      await tx.administratorLink.deleteMany({ where: { administratorId: id } })
      const link = await sendInvitation(tx, row)
      const entry = { action: 'administrator.invite', ...subject(row), after: { sentTo: row.address } }
      return { value: { address: row.address, link }, entries: [entry], domains: [] }
    }),
  )
}

/** By whoever holds the link: it is used up with the password that it set. */
export function acceptInvitation(input: AcceptInvitationInput): Promise<Outcome<{ address: string }>> {
  return asOutcome(async () => {
    const { token, password } = requireValid(acceptInvitationInput, input)
    const invited = (await findAdministratorLink(token)) ?? deny('link_over')
    denyAll(await administratorPasswordRefusals(password, [invited.address, invited.name]))
    const passwordHash = await hashAdministratorPassword(password)
    return recordChange(await administratorActor(invited, 'ui'), 'account.write', async (tx) => {
      await lockRow(tx, 'Administrator', invited.id)
      if (!(await findAdministratorLink(token, tx))) deny('link_over')
      await tx.administrator.update({
        where: { id: invited.id },
        data: { passwordHash, passwordSetAt: new Date(), version: { increment: 1 } },
      })
      await tx.administratorLink.deleteMany({ where: { administratorId: invited.id } })
      return { value: { address: invited.address }, entries: [{ action: 'administrator.accept', ...subject(invited) }], domains: [] }
    })
  })
}

const subject = ({ id, address }: { id: string; address: string }) => ({
  subjectKind: 'administrator',
  subjectId: id,
  subjectName: address,
})
