'use server'

import { updateDnsSettings } from '#lib/dns-status/settings'
import { updateDnsSettingsInput } from '#lib/resolvers/settings-schema'
import { formAction } from '#lib/web/action'

export const saveDnsSettings = formAction(updateDnsSettingsInput, 'settings.write', (actor, input, { version }) =>
  updateDnsSettings(actor, version, input),
)
