'use server'

import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import * as z from 'zod'
import { currentMailbox, forgetMailboxSession, mailboxActor } from '#lib/auth/current-mailbox'
import { rememberLocale } from '#lib/i18n/remember-locale'
import { endOtherOwnSessions, endOwnSession, endThisSession, setOwnLanguage } from '#lib/me/own-account'
import { changeOwnPassword } from '#lib/me/own-password'
import { forgetCode, proveRecovery, removeRecovery, startRecovery } from '#lib/me/own-recovery'
import { languageInput, noRecoveryInput, ownPasswordInput, recoveryCodeInput, recoveryInput } from '#lib/me/schema'
import { ownAction } from '#lib/web/me-action'

const nothing = z.object({})

export const changePassword = ownAction(ownPasswordInput, ({ actor, sessionId }, input) => changeOwnPassword(actor, sessionId, input), {
  mustChange: true,
})

export const sendCode = ownAction(recoveryInput, async ({ actor }, input) => startRecovery(actor, await getLocale(), input))
export const typeCode = ownAction(recoveryCodeInput, ({ actor }, input) => proveRecovery(actor, input))
export const dropCode = ownAction(nothing, ({ actor }) => forgetCode(actor))
export const dropRecovery = ownAction(noRecoveryInput, ({ actor }, input) => removeRecovery(actor, input))

/** The language also becomes that of this browser, at once. */
export const saveLanguage = ownAction(languageInput, async ({ actor }, input) => {
  const outcome = await setOwnLanguage(actor, input)
  if (outcome.ok) await rememberLocale(outcome.value.locale)
  return outcome
})

export const endSession = ownAction(nothing, ({ actor, id }) => endOwnSession(actor, id))
export const endOthers = ownAction(nothing, ({ actor, sessionId }) => endOtherOwnSessions(actor, sessionId))

export async function leave(): Promise<void> {
  const session = await currentMailbox()
  if (session) await endThisSession(mailboxActor(session), session.sessionId)
  await forgetMailboxSession()
  redirect('/me/sign-in')
}
