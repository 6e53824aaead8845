'use server'

import { endMailSessions } from '#lib/activity/commands'
import { endMailSessionsInput } from '#lib/activity/schema'
import { ownAction } from '#lib/web/me-action'

export const endSessions = ownAction(endMailSessionsInput, ({ actor }, input) => endMailSessions(actor, actor.id, input))
