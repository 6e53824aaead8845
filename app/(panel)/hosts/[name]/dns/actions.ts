'use server'

import * as z from 'zod'
import { acceptDeviation, checkNow, withdrawDeviation } from '#lib/dns-status/commands'
import { acceptInput, checkIds } from '#lib/dns-status/schema'
import { formAction } from '#lib/web/action'

const ofCheck = z.object({ check: z.enum(checkIds) })

export const checkHostDns = formAction(z.object({}), 'host.apply', async (actor, _, { id }) => {
  await checkNow(actor, 'host', id)
  return { ok: true, value: null, revision: null }
})

export const acceptHostDns = formAction(acceptInput.extend(ofCheck.shape), 'host.write', (actor, { check, note }, { id }) =>
  acceptDeviation(actor, 'host', id, check, { note }),
)

export const withdrawHostDns = formAction(ofCheck, 'host.write', (actor, { check }, { id }) => withdrawDeviation(actor, 'host', id, check))
