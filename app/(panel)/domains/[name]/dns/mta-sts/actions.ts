'use server'

import * as z from 'zod'
import { endMtaSts, updateMtaSts } from '#lib/mta-sts/commands'
import { updateMtaStsInput } from '#lib/mta-sts/schema'
import { formAction } from '#lib/web/action'

export const updatePolicy = formAction(updateMtaStsInput, 'domain.write', (actor, input, { id }) => updateMtaSts(actor, id, input))
export const endPolicy = formAction(z.object({}), 'domain.write', (actor, _input, { id }) => endMtaSts(actor, id))
