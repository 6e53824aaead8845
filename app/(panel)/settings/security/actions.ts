'use server'

import { requireActor, requireEnrolling } from '#lib/auth/current-actor'
import { qrCode } from '#lib/auth/qr-code'
import { renewSessionCookie } from '#lib/auth/session-cookie'
import type { Outcome } from '#lib/outcome'
import { beginPasskey, createPasskey, deletePasskey } from '#lib/people/passkeys'
import { confirmAppInput, confirmInput, createPasskeyInput } from '#lib/people/schema'
import { beginApp, disableApp, enableApp as enable, renewCodes } from '#lib/people/second-factor'
import { formAction } from '#lib/web/action'

/** Also those act here who must add a second factor before anything else. */
const enrolling = async () => (await requireEnrolling()).actor

/** What is signed in with more than before goes on under another id. */
async function renewed<T>(sessionId: string, outcome: Outcome<T>): Promise<Outcome<T>> {
  if (outcome.ok) await renewSessionCookie(sessionId)
  return outcome
}

export const setUpApp = formAction(
  confirmInput,
  'account.write',
  async (_, input) => {
    const outcome = await beginApp(await enrolling(), input)
    return outcome.ok ? { ...outcome, value: { ...outcome.value, qr: qrCode(outcome.value.uri) } } : outcome
  },
  enrolling,
)

export const enableApp = formAction(
  confirmAppInput,
  'account.write',
  async (_, input) => {
    const { actor, sessionId } = await requireEnrolling()
    return renewed(sessionId, await enable(actor, sessionId, input))
  },
  enrolling,
)

export const removeApp = formAction(confirmInput, 'account.write', async (_, input) => disableApp(await requireActor(), input))

export const makeCodes = formAction(confirmInput, 'account.write', async (_, input) => renewCodes(await requireActor(), input))

export const setUpPasskey = formAction(confirmInput, 'account.write', async (_, input) => beginPasskey(await enrolling(), input), enrolling)

export const addPasskey = formAction(
  createPasskeyInput,
  'account.write',
  async (_, input) => {
    const { actor, sessionId } = await requireEnrolling()
    return renewed(sessionId, await createPasskey(actor, sessionId, input))
  },
  enrolling,
)

export const removePasskey = formAction(confirmInput, 'account.write', async (_, input, { id }) =>
  deletePasskey(await requireActor(), id, input),
)
