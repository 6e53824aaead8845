'use server'

import * as z from 'zod'
import { purgeArchived, restoreMailbox, retryArchived } from '#lib/archive/commands'
import { formAction } from '#lib/web/action'

export const restore = formAction(z.object({}), 'archive.write', (actor, _input, { id }) => restoreMailbox(actor, id))

export const purge = formAction(z.object({}), 'archive.write', (actor, _input, { id }) => purgeArchived(actor, id))

export const retry = formAction(z.object({}), 'archive.write', (actor, _input, { id }) => retryArchived(actor, id))
