import { domainOf } from '#lib/addresses/parse-address'
import type { MailboxActor } from '#lib/auth/actor'
import type { ChangeEntry } from '#lib/changes/record'

/** The audit's words for what a person did with their own mailbox: the same as for an administrator's doing, so that one filter finds both. */
export const ownEntry = ({ id, name }: MailboxActor, verb: string): ChangeEntry => ({
  action: `mailbox.${verb}`,
  subjectKind: 'mailbox',
  subjectId: id,
  subjectName: name,
  domainName: domainOf(name),
})
