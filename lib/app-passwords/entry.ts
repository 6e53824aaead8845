import { domainOf } from '#lib/addresses/parse-address'
import type { ChangeEntry } from '#lib/changes/record'

/** The subject is the mailbox, so that its history has them. */
export const entryOf = ({ id, address }: { id: string; address: string }, verb: string, name: string): ChangeEntry => ({
  action: `mailbox.app-password-${verb}`,
  subjectKind: 'mailbox',
  subjectId: id,
  subjectName: address,
  domainName: domainOf(address),
  ...(name !== '' && { after: { name } }),
})
