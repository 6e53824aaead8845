'use server'

import * as z from 'zod'
import { containMailbox } from '#lib/containment/contain'
import { dismissSignals } from '#lib/containment/dismiss'
import { releaseMailbox } from '#lib/containment/release'
import { containInput } from '#lib/containment/schema'
import { formAction } from '#lib/web/action'

export const contain = formAction(containInput, 'mailbox.write', (actor, input, { id }) => containMailbox(actor, id, input))

export const release = formAction(z.object({}), 'mailbox.write', (actor, _, { id }) => releaseMailbox(actor, id))

export const dismiss = formAction(z.object({}), 'mailbox.write', (actor, _, { id }) => dismissSignals(actor, id))
