'use server'

import * as z from 'zod'
import { applyStatus } from '#lib/changes/apply-status'
import { retryNow } from '#lib/changes/generations'
import { formAction } from '#lib/web/action'

/** Every host on which something waits is tried at once. */
export const retryAll = formAction(z.object({}), 'host.apply', async (actor) => {
  const hosts = new Set((await applyStatus(actor, 'unfinished')).map(({ hostId }) => hostId))
  for (const hostId of hosts) await retryNow(actor, hostId)
  return { ok: true, value: { hosts: hosts.size }, revision: null }
})
