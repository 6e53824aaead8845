'use server'

import * as z from 'zod'
import { activateDkimKey, checkDkim, retireDkimKey } from '#lib/dkim/commands'
import { exportDkimKey } from '#lib/dkim/export-key'
import { createDkimKey, importDkimKey, rotateDkimKeys } from '#lib/dkim/make-keys'
import { createDkimKeyInput, exportDkimKeyInput, importDkimKeyInput } from '#lib/dkim/schema'
import { AppError } from '#lib/errors'
import { requireCurrentPassword } from '#lib/people/current-password'
import { formAction } from '#lib/web/action'

const ofKey = z.object({ key: z.string().min(1).max(80) })

export const createKey = formAction(createDkimKeyInput, 'dkim.write', (actor, input, { id }) => createDkimKey(actor, id, input))
export const importKey = formAction(importDkimKeyInput, 'dkim.write', (actor, input, { id }) => importDkimKey(actor, id, input))
export const rotateKeys = formAction(z.object({}), 'dkim.write', (actor, _input, { id }) => rotateDkimKeys(actor, id))
export const checkKeys = formAction(z.object({}), 'dkim.write', (actor, _input, { id }) => checkDkim(actor, id))
export const activateKey = formAction(ofKey, 'dkim.write', (actor, { key }, { id }) => activateDkimKey(actor, id, key))
export const retireKey = formAction(ofKey, 'dkim.write', (actor, { key }, { id }) => retireDkimKey(actor, id, key))

export const exportKey = formAction(
  exportDkimKeyInput.extend(ofKey.shape),
  'dkim.export',
  async (actor, { currentPassword, key }, { id }) => {
    if (actor.kind !== 'administrator') throw new AppError('forbidden', { subject: 'dkim.export' })
    await requireCurrentPassword(actor, currentPassword)
    return exportDkimKey(actor, id, key)
  },
)
