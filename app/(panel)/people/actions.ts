'use server'

import * as z from 'zod'
import { requireViewer } from '#lib/auth/current-actor'
import { removeSecondFactor } from '#lib/people/second-factor'
import { stopViewing as stop } from '#lib/people/view-as'
import { formAction } from '#lib/web/action'

export const removePersonsSecondFactor = formAction(z.object({}), 'people.write', (actor, _, { id }) => removeSecondFactor(actor, id))

export const stopViewing = formAction(
  z.object({}),
  'account.write',
  async () => {
    const { actor, session } = await requireViewer()
    return stop(actor, session.sessionId)
  },
  async () => (await requireViewer()).actor,
)
