import { endMailSessions } from '#lib/activity/commands'
import { getMailbox } from '#lib/mailboxes/queries'
import { activityOperations as api } from '#lib/web/api/activity'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.endSessions, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return saved(call, await endMailSessions(call.actor, id, call.body))
})
