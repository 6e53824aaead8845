'use server'

import * as z from 'zod'
import { createAlias, deleteAlias, updateAlias } from '#lib/aliases/commands'
import { type BulkAliasInput, createAliasInput, updateAliasInput } from '#lib/aliases/schema'
import { formAction } from '#lib/web/action'
import { changeManyByForm } from '#lib/web/bulk'
import { bulkForm, selectionIn } from '#lib/web/bulk-form'
import { bulkNouns } from '#lib/web/bulk-nouns'

export const addAlias = formAction(createAliasInput, 'alias.write', createAlias)

export const saveAlias = formAction(updateAliasInput, 'alias.write', (actor, input, { id, version }) =>
  updateAlias(actor, id, version, input),
)

export const removeAlias = formAction(z.object({}), 'alias.write', (actor, _input, { id, version }) => deleteAlias(actor, id, version))

const bulk = bulkForm.extend({ verb: z.enum(['enable', 'disable', 'delete']) })

export const changeAliases = formAction(bulk, 'alias.write', (actor, form) => {
  const input: BulkAliasInput = { action: form.verb, selection: selectionIn(form) }
  return changeManyByForm(actor, bulkNouns.aliases, input)
})
