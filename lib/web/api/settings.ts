import { settingsView, updateSettingsInput } from '#lib/settings/schema'
import { operation } from '../operation'
import { one, saved } from './envelope'

const path = '/api/v1/settings'
const tag = 'Settings'
const view = settingsView.meta({ id: 'Settings' })

export const settingsOperations = {
  get: operation({
    method: 'GET',
    path,
    name: 'getSettings',
    tag,
    summary: 'Settings of the panel',
    access: 'settings.read',
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path,
    name: 'updateSettings',
    tag,
    summary: 'Change what is named',
    access: 'settings.write',
    body: updateSettingsInput,
    response: saved(view),
    tagged: true,
    precondition: true,
  }),
}
