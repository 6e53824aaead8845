import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import type { Permission } from '#lib/auth/permissions'
import { getMailbox } from '#lib/mailboxes/queries'
import { orNotFound } from '#lib/web/or-not-found'

/** The mailbox of the URL, by id or by address, and who looks at it. */
export const mailboxOf = cache(async (segment: string, permission?: Permission) => {
  const actor = await pageActor(`/mailboxes/${segment}`, permission)
  return { actor, mailbox: await orNotFound(getMailbox(actor, decodeURIComponent(segment))) }
})
