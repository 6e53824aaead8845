'use server'

import * as z from 'zod'
import { createGroup, deleteGroup, updateGroup } from '#lib/groups/commands'
import { type BulkGroupInput, createGroupInput, updateGroupInput } from '#lib/groups/schema'
import { formAction } from '#lib/web/action'
import { changeManyByForm } from '#lib/web/bulk'
import { bulkForm, selectionIn } from '#lib/web/bulk-form'
import { bulkNouns } from '#lib/web/bulk-nouns'

export const addGroup = formAction(createGroupInput, 'group.write', createGroup)

export const saveGroup = formAction(updateGroupInput, 'group.write', (actor, input, { id, version }) =>
  updateGroup(actor, id, version, input),
)

export const removeGroup = formAction(z.object({}), 'group.write', (actor, _input, { id, version }) => deleteGroup(actor, id, version))

const bulk = bulkForm.extend({ verb: z.enum(['enable', 'disable', 'delete']) })

export const changeGroups = formAction(bulk, 'group.write', (actor, form) => {
  const input: BulkGroupInput = { action: form.verb, selection: selectionIn(form) }
  return changeManyByForm(actor, bulkNouns.groups, input)
})
