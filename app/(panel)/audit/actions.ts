'use server'

import * as z from 'zod'
import { verifyChain } from '#lib/audit/verify'
import { formAction } from '#lib/web/action'

export const verifyAudit = formAction(z.object({}), 'audit.verify', async (actor) => ({
  ok: true,
  value: await verifyChain(actor),
  revision: null,
}))
