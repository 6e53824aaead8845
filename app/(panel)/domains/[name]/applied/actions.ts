'use server'

import * as z from 'zod'
import { retryNow } from '#lib/changes/generations'
import { formAction } from '#lib/web/action'

export const retryHost = formAction(z.object({}), 'host.apply', async (actor, _input, { id }) => {
  await retryNow(actor, id)
  return { ok: true, value: null, revision: null }
})
