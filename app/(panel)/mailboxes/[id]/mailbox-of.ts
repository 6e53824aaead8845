import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'
import { getMailbox } from '#lib/mailboxes/queries'

/** The mailbox of the URL, by id or by address, and who looks at it. */
export const mailboxOf = cache(async (segment: string) => {
  const actor = await pageActor(`/mailboxes/${segment}`)
  try {
    return { actor, mailbox: await getMailbox(actor, decodeURIComponent(segment)) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})
