// The sessions of mail programs are ended on the host, at once. A program with a password that still works comes back by itself.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { mailboxFor, mailboxWriter } from '#lib/auth/whose-mailbox'
import { recordChange } from '#lib/changes/record'
import { agentFor } from '#lib/host/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { address as addressName } from '#lib/protocol/names'
import { requireValid } from '#lib/valid'
import { type EndMailSessionsInput, endMailSessionsInput } from './schema'

/** All, or those from one client address. With all of them the webmail's visits end for good. */
export function endMailSessions(actor: Actor, mailboxId: string, input: EndMailSessionsInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const permission = mailboxWriter(actor, mailboxId)
    const { clientAddress } = requireValid(endMailSessionsInput, input)
    const { address, domain } = await mailboxFor(actor, mailboxId, permission)
    const saved = await recordChange(actor, permission, async (tx) => {
      const visits = clientAddress === null ? await tx.appPassword.deleteMany({ where: { mailboxId, kind: 'webmail' } }) : { count: 0 }
      const subject = { subjectKind: 'mailbox', subjectId: mailboxId, subjectName: address, domainName: domain.name }
      const entry = { action: 'mailbox.mail-sessions', ...subject, ...(clientAddress !== null && { after: { clientAddress } }) }
      return { value: null, entries: [entry], domains: visits.count > 0 ? [domainOf(address)] : [] }
    })
    await agentFor(domain.host).call('kick', { logins: [addressName.parse(address)], clientAddress })
    return saved
  })
}
