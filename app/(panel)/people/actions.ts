'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { requireViewer } from '#lib/auth/current-actor'
import type { Outcome } from '#lib/outcome'
import { createAdministrator, deleteAdministrator, updateAdministrator } from '#lib/people/commands'
import { inviteAgain as invite } from '#lib/people/invitation'
import { endPersonSessions as end } from '#lib/people/person-sessions'
import { inviteAdministratorInput, updateAdministratorInput } from '#lib/people/schema'
import { removeSecondFactor } from '#lib/people/second-factor'
import { startViewing, stopViewing as stop } from '#lib/people/view-as'
import { formAction } from '#lib/web/action'

const nothing = z.object({})

export const invitePerson = formAction(inviteAdministratorInput, 'people.write', (actor, input) =>
  createAdministrator(actor, { ...input, invite: true }),
)

export const inviteAgain = formAction(nothing, 'people.write', (actor, _, { id }) => invite(actor, id))

export const savePerson = formAction(updateAdministratorInput, 'people.write', (actor, input, { id, version }) =>
  updateAdministrator(actor, id, version, input),
)

export const deletePerson = formAction(nothing, 'people.write', (actor, _, { id, version }) => deleteAdministrator(actor, id, version))

export const removePersonsSecondFactor = formAction(nothing, 'people.write', (actor, _, { id }) => removeSecondFactor(actor, id))

export const endPersonSessions = formAction(nothing, 'people.write', (actor, _, { id }) => end(actor, id, null))

/** `$id` is the session, as in the list of one's own. */
export const endPersonSession = formAction(z.object({ of: z.uuid() }), 'people.write', (actor, input, { id }) => end(actor, input.of, id))

export const viewAs = formAction(nothing, 'people.write', async (_, __, { id }) => {
  const { actor, session } = await requireViewer()
  return asSomebodyElse(await startViewing(actor, session.sessionId, id), '/')
})

/** By the owner, who is here as somebody else. */
export const stopViewing = formAction(
  nothing,
  'account.write',
  async () => {
    const { actor, session } = await requireViewer()
    return asSomebodyElse(await stop(actor, session.sessionId), '/people')
  },
  async () => (await requireViewer()).actor,
)

/** Nothing that the browser holds of any page is that of who looks now: not even the bar and the menu around it. */
function asSomebodyElse<T>(outcome: Outcome<T>, path: string): Outcome<T> {
  if (!outcome.ok) return outcome
  revalidatePath('/', 'layout')
  redirect(path)
}
