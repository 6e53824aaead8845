'use server'

import * as z from 'zod'
import { cancelTask, takePasswords } from '#lib/tasks/commands'
import { formAction } from '#lib/web/action'

const nothing = z.object({})

export const cancel = formAction(nothing, 'change.apply', (actor, _input, { id }) => cancelTask(actor, id))

export const showPasswords = formAction(nothing, 'mailbox.write', (actor, _input, { id }) => takePasswords(actor, id))
