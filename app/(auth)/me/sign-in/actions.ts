'use server'

import { forgetMailboxSession, halfMailbox, keepMailboxSession, mailboxActor } from '#lib/auth/current-mailbox'
import { giveMailboxCode } from '#lib/auth/mailbox-second-factor'
import { signInToMailbox } from '#lib/auth/mailbox-sign-in'
import { endThisSession } from '#lib/me/own-account'
import { secondStepInput, signInInput } from '#lib/me/schema'
import { refuse } from '#lib/outcome'
import { openAction } from '#lib/web/me-action'

/** `awaitsSecondFactor`: the step that is still missing. */
export const enterMailbox = openAction(signInInput, async (stranger, { address, password }) => {
  const { secret, awaitsSecondFactor } = (await signInToMailbox({ address, password, ...stranger })) ?? refuse('sign_in_wrong')
  await keepMailboxSession(secret)
  return { ok: true, value: { awaitsSecondFactor }, revision: null }
})

export const giveCode = openAction(secondStepInput, async (_, { code }) => {
  const half = (await halfMailbox()) ?? refuse('setup_over')
  await keepMailboxSession((await giveMailboxCode(half, code)) ?? refuse('code_not_right', 'code'))
  return { ok: true, value: null, revision: null }
})

export async function beginAgain(): Promise<void> {
  const half = await halfMailbox()
  if (half) await endThisSession(mailboxActor(half), half.sessionId)
  await forgetMailboxSession()
}
