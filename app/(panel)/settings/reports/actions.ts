'use server'

import * as z from 'zod'
import { chooseInboxInput, updateInboxInput } from '#lib/received-reports/inbox-schema'
import { queueReading, testInbox as test } from '#lib/received-reports/read-inbox'
import { formAction } from '#lib/web/action'
import { changeInbox, chooseInbox } from '#lib/web/report-inbox'

export const saveInbox = formAction(updateInboxInput, 'settings.write', (actor, input, { version }) => changeInbox(actor, version, input))

export const chooseMailbox = formAction(chooseInboxInput, 'settings.write', (actor, input, { version }) =>
  chooseInbox(actor, version, input),
)

export const testInbox = formAction(z.object({}), 'settings.write', async (actor) => ({
  ok: true,
  value: await test(actor),
  revision: null,
}))

export const readInbox = formAction(z.object({}), 'settings.write', async (actor) => {
  await queueReading(actor)
  return { ok: true, value: null, revision: null }
})
