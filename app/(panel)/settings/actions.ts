'use server'

import { getLocale } from 'next-intl/server'
import * as z from 'zod'
import { currentSession, requireActor } from '#lib/auth/current-actor'
import { renewSessionCookie } from '#lib/auth/session-cookie'
import { AppError } from '#lib/errors'
import { rememberLocale } from '#lib/i18n/remember-locale'
import { checkProvider } from '#lib/oidc/check-provider'
import { updateProviderInput } from '#lib/oidc/schema'
import { updateProvider } from '#lib/oidc/settings'
import { sendTestMessage } from '#lib/outbox/test-message'
import type { Outcome } from '#lib/outcome'
import { changeOwnPassword, endOtherSessions, endOwnSession, updateOwnAccount } from '#lib/people/own-account'
import { type AdministratorView, changePasswordInput, chooseLocaleInput, createTokenInput, updateAccountInput } from '#lib/people/schema'
import { createToken, revokeToken } from '#lib/people/token-commands'
import { updateSettings } from '#lib/settings/commands'
import { updateSettingsInput } from '#lib/settings/schema'
import { formAction } from '#lib/web/action'

const nothing = z.object({})

export const saveSettings = formAction(updateSettingsInput, 'settings.write', (actor, input, { version }) =>
  updateSettings(actor, version, input),
)

export const testMail = formAction(nothing, 'settings.write', async () => sendTestMessage(await requireActor(), await getLocale()))

export const saveProvider = formAction(updateProviderInput, 'settings.write', (actor, input, { version }) =>
  updateProvider(actor, version, input),
)

export const testProvider = formAction(nothing, 'settings.write', async (actor) => ({
  ok: true,
  value: await checkProvider(actor),
  revision: null,
}))

export const makeToken = formAction(createTokenInput, 'token.write', (actor, input) => createToken(actor, input))

export const endToken = formAction(nothing, 'token.write', (actor, _, { id }) => revokeToken(actor, id))

/** The language also becomes that of this browser, at once. */
export const saveAccount = formAction(updateAccountInput, 'account.write', async (_, input, { version }) =>
  withLanguage(await updateOwnAccount(await requireActor(), version, input)),
)

export const chooseLocale = formAction(chooseLocaleInput, 'account.write', async (_, input) =>
  withLanguage(await updateOwnAccount(await requireActor(), null, input)),
)

async function withLanguage(outcome: Outcome<AdministratorView>): Promise<Outcome<AdministratorView>> {
  if (outcome.ok && outcome.value.locale) await rememberLocale(outcome.value.locale)
  return outcome
}

/** The sessions elsewhere end, and this one goes on under another id. */
export const changePassword = formAction(changePasswordInput, 'account.write', async (_, input) => {
  const here = await sessionId()
  const outcome = await changeOwnPassword(await requireActor(), here, input)
  if (outcome.ok) await renewSessionCookie(here)
  return outcome
})

export const endSession = formAction(nothing, 'account.write', async (_, __, { id }) => endOwnSession(await requireActor(), id))

export const endOthers = formAction(nothing, 'account.write', async () => endOtherSessions(await requireActor(), await sessionId()))

async function sessionId(): Promise<string> {
  const session = await currentSession()
  if (!session) throw new AppError('unauthenticated')
  return session.sessionId
}
