'use server'

import { findPasswordLink } from '#lib/auth/password-link'
import { resetPassword } from '#lib/me/own-password'
import { resetInput } from '#lib/me/schema'
import { openAction } from '#lib/web/me-action'

export type LinkFor = { address: string; isFirst: boolean }

/** Whose password a link sets: looking uses nothing up. */
export async function lookAtLink(token: unknown): Promise<LinkFor | null> {
  const mailbox = typeof token === 'string' ? await findPasswordLink(token) : null
  return mailbox && { address: mailbox.address, isFirst: mailbox.passwordSetAt === null }
}

export const setByLink = openAction(resetInput, ({ clientAddress }, input) => resetPassword(input, clientAddress))
