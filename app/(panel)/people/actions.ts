'use server'

import * as z from 'zod'
import { removeSecondFactor } from '#lib/people/second-factor'
import { formAction } from '#lib/web/action'

export const removePersonsSecondFactor = formAction(z.object({}), 'people.write', (actor, _, { id }) => removeSecondFactor(actor, id))
