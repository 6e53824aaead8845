// The right of a mailbox to send as an address or a whole domain, beside its own. The one validator for UI, API and command line.
import * as z from 'zod'
import { domainInFilter, hostedAddress, hostedAddressOrCatchAll } from '#lib/addresses/input'

export const grantSendAsInput = z.strictObject({
  /** Address of the mailbox that gets the right. */
  mailbox: hostedAddress,
  /** An address that is held here, or `@domain` for every address of a hosted domain. */
  sender: hostedAddressOrCatchAll,
})
export type GrantSendAsInput = z.input<typeof grantSendAsInput>

export const sendAsView = z.object({
  id: z.uuid(),
  mailboxId: z.uuid(),
  mailbox: z.string(),
  sender: z.string(),
  unicodeSender: z.string(),
  /** Name of the domain whose lines hold the grant. */
  domainName: z.string(),
  wholeDomain: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type SendAsView = z.infer<typeof sendAsView>

export const sendAsFilter = z.object({
  /** Id or address of the mailbox that holds the right. */
  mailbox: z.string().max(254).optional(),
  sender: z.string().max(254).optional(),
  /** Of the sender. */
  domain: domainInFilter.optional(),
})
export type SendAsFilter = z.input<typeof sendAsFilter>
