'use server'

import { keepMailboxSession } from '#lib/auth/current-mailbox'
import { qrCode } from '#lib/auth/qr-code'
import { beginOwnApp, disableOwnApp, enableOwnApp, renewOwnCodes, setOwnAppPasswordsOnly } from '#lib/me/own-second-factor'
import { appPasswordsOnlyInput, confirmOwnAppInput, confirmOwnInput } from '#lib/me/schema'
import { ownAction } from '#lib/web/me-action'

export const setUpApp = ownAction(confirmOwnInput, async ({ actor }, input) => {
  const outcome = await beginOwnApp(actor, input)
  return outcome.ok ? { ...outcome, value: { ...outcome.value, qr: qrCode(outcome.value.uri) } } : outcome
})

/** What is signed in with more than before goes on under another secret. */
export const enableApp = ownAction(confirmOwnAppInput, async ({ actor, sessionId }, input) => {
  const outcome = await enableOwnApp(actor, sessionId, input)
  if (!outcome.ok) return outcome
  const { secret, recoveryCodes } = outcome.value
  if (secret !== null) await keepMailboxSession(secret)
  return { ...outcome, value: { recoveryCodes } }
})

export const removeApp = ownAction(confirmOwnInput, ({ actor }, input) => disableOwnApp(actor, input))
export const makeCodes = ownAction(confirmOwnInput, ({ actor }, input) => renewOwnCodes(actor, input))
export const askForAppPasswords = ownAction(appPasswordsOnlyInput, ({ actor }, input) => setOwnAppPasswordsOnly(actor, input))
