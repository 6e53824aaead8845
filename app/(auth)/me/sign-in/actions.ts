'use server'

import { keepMailboxSession } from '#lib/auth/current-mailbox'
import { signInToMailbox } from '#lib/auth/mailbox-sign-in'
import { signInInput } from '#lib/me/schema'
import { refuse } from '#lib/outcome'
import { openAction } from '#lib/web/me-action'

export const enterMailbox = openAction(signInInput, async (stranger, { address, password }) => {
  const secret = (await signInToMailbox({ address, password, ...stranger })) ?? refuse('sign_in_wrong')
  await keepMailboxSession(secret)
  return { ok: true, value: null, revision: null }
})
