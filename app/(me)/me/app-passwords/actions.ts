'use server'

import * as z from 'zod'
import { createOwnAppPassword, revokeAppPassword, revokeAppPasswords } from '#lib/app-passwords/commands'
import { createOwnAppPasswordInput } from '#lib/app-passwords/schema'
import { ownAction } from '#lib/web/me-action'
import { withApplied } from '#lib/web/with-applied'

const nothing = z.object({})

export const makeAppPassword = ownAction(createOwnAppPasswordInput, async ({ actor }, input) =>
  withApplied(await createOwnAppPassword(actor, input)),
)
export const endAppPassword = ownAction(nothing, ({ actor, id }) => revokeAppPassword(actor, actor.id, id))
export const endAllAppPasswords = ownAction(nothing, ({ actor }) => revokeAppPasswords(actor, actor.id))
