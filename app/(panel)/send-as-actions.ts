'use server'

import * as z from 'zod'
import { grantSendAs, revokeSendAs } from '#lib/send-as/commands'
import { grantSendAsInput } from '#lib/send-as/schema'
import { formAction } from '#lib/web/action'

export const addGrant = formAction(grantSendAsInput, 'send-as.write', grantSendAs)

export const removeGrant = formAction(z.object({}), 'send-as.write', (actor, _input, { id }) => revokeSendAs(actor, id))
