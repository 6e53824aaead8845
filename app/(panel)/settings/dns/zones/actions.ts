'use server'

import * as z from 'zod'
import { createZoneInput, updateZoneInput } from '#lib/publication/schema'
import { createZone, removeZone, testZone, updateZone } from '#lib/publication/zones'
import { formAction } from '#lib/web/action'

export const addZone = formAction(createZoneInput, 'settings.write', (actor, input) => createZone(actor, input))

export const saveZone = formAction(updateZoneInput, 'settings.write', (actor, input, { id, version }) =>
  updateZone(actor, id, version, input),
)

export const dropZone = formAction(z.object({}), 'settings.write', (actor, _, { id, version }) => removeZone(actor, id, version))

export const tryZone = formAction(z.object({}), 'settings.write', (actor, _, { id }) => testZone(actor, id))
