'use server'

import * as z from 'zod'
import { createOwnAppPassword, revokeAppPassword, revokeAppPasswords } from '#lib/app-passwords/commands'
import { createOwnAppPasswordInput } from '#lib/app-passwords/schema'
import { ownAction } from '#lib/web/me-action'

const nothing = z.object({})

export const makeAppPassword = ownAction(createOwnAppPasswordInput, ({ actor }, input) => createOwnAppPassword(actor, input))
export const endAppPassword = ownAction(nothing, ({ actor, id }) => revokeAppPassword(actor, actor.id, id))
export const endAllAppPasswords = ownAction(nothing, ({ actor }) => revokeAppPasswords(actor, actor.id))
