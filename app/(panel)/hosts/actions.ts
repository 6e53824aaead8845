'use server'

import * as z from 'zod'
import { putBack, takeOver } from '#lib/changes/drift'
import { resume, retryNow, rollBack } from '#lib/changes/generations'
import { applyHostConfig, removeHost, rollBackHostConfig, updateHost } from '#lib/hosts/commands'
import { updateHostInput } from '#lib/hosts/schema'
import { formAction } from '#lib/web/action'
import { adoptState } from '#lib/web/adopt-state'

const nothing = z.object({})
const ofDomain = z.object({ domain: z.string().max(253) })

export const retryHost = formAction(nothing, 'host.apply', async (actor, _, { id }) => {
  await retryNow(actor, id)
  return { ok: true, value: null, revision: null }
})

export const resumeHost = formAction(nothing, 'host.apply', (actor, _, { id }) => resume(actor, id))

const wholeNumber = z.coerce.number().int().min(0)

export const rollBackHost = formAction(
  z.object({ generation: wholeNumber, newest: wholeNumber }),
  'host.apply',
  (actor, { generation, newest }, { id }) => rollBack(actor, id, generation, newest),
)

export const putBackDomain = formAction(ofDomain, 'change.apply', (actor, { domain }, { id }) => putBack(actor, id, domain))

export const takeOverDomain = formAction(ofDomain, 'change.apply', (actor, { domain }, { id }) => takeOver(actor, id, domain, adoptState))

export const saveHost = formAction(updateHostInput, 'host.write', (actor, input, { id, version }) => updateHost(actor, id, version, input))

export const dropHost = formAction(nothing, 'host.write', (actor, _, { id, version }) => removeHost(actor, id, version))

export const applyConfig = formAction(z.object({ digest: z.string().max(64) }), 'host.write', (actor, { digest }, { id }) =>
  applyHostConfig(actor, id, digest),
)

export const undoConfig = formAction(z.object({ backup: z.string().max(60) }), 'host.write', (actor, { backup }, { id }) =>
  rollBackHostConfig(actor, id, backup),
)
