'use server'

import * as z from 'zod'
import { createOwnAliasInput, drawAliasInput, updateOwnAliasInput } from '#lib/me/own-alias-schema'
import { createOwnAlias, deleteOwnAlias, drawAlias, updateOwnAlias } from '#lib/me/own-aliases'
import { ownAction } from '#lib/web/me-action'
import { withApplied } from '#lib/web/with-applied'

export const makeAddress = ownAction(createOwnAliasInput, async ({ actor }, input) => withApplied(await createOwnAlias(actor, input)))
export const drawAddress = ownAction(drawAliasInput, async ({ actor }, input) => withApplied(await drawAlias(actor, input)))
export const saveAddress = ownAction(updateOwnAliasInput, ({ actor, id }, input) => updateOwnAlias(actor, id, input))
export const dropAddress = ownAction(z.object({}), ({ actor, id }) => deleteOwnAlias(actor, id))
