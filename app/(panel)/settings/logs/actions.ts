'use server'

import { eraseTraces, updateTraceSettings } from '#lib/messages/commands'
import { eraseInput } from '#lib/messages/schema'
import { updateTraceSettingsInput } from '#lib/traces/settings-schema'
import { formAction } from '#lib/web/action'

export const saveTraceSettings = formAction(updateTraceSettingsInput, 'settings.write', (actor, input, { version }) =>
  updateTraceSettings(actor, version, input),
)

export const erasePerson = formAction(eraseInput, 'message.write', (actor, input) => eraseTraces(actor, input))
