'use server'

import * as z from 'zod'
import { updateInboxInput } from '#lib/received-reports/inbox-schema'
import { updateInbox } from '#lib/received-reports/inbox-settings'
import { queueReading, testInbox as test } from '#lib/received-reports/read-inbox'
import { formAction } from '#lib/web/action'

export const saveInbox = formAction(updateInboxInput, 'settings.write', (actor, input, { version }) => updateInbox(actor, version, input))

export const testInbox = formAction(z.object({}), 'settings.write', async (actor) => ({
  ok: true,
  value: await test(actor),
  revision: null,
}))

export const readInbox = formAction(z.object({}), 'settings.write', async (actor) => {
  await queueReading(actor)
  return { ok: true, value: null, revision: null }
})
