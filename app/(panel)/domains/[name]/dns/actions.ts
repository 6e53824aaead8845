'use server'

import * as z from 'zod'
import { acceptDeviation, checkNow, withdrawDeviation } from '#lib/dns-status/commands'
import { acceptInput, checkIds } from '#lib/dns-status/schema'
import { formAction } from '#lib/web/action'

const ofCheck = z.object({ check: z.enum(checkIds) })

export const checkDomainDns = formAction(z.object({}), 'change.apply', async (actor, _, { id }) => {
  await checkNow(actor, 'domain', id)
  return { ok: true, value: null, revision: null }
})

export const acceptDomainDns = formAction(acceptInput.extend(ofCheck.shape), 'domain.write', (actor, { check, note }, { id }) =>
  acceptDeviation(actor, 'domain', id, check, { note }),
)

export const withdrawDomainDns = formAction(ofCheck, 'domain.write', (actor, { check }, { id }) =>
  withdrawDeviation(actor, 'domain', id, check),
)
