import { dismissSignals } from '#lib/containment/dismiss'
import { getMailbox } from '#lib/mailboxes/queries'
import { containmentOperations as api } from '#lib/web/api/containment'
import { idOf } from '#lib/web/id-of'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.dismiss, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return removed(call, await dismissSignals(call.actor, id))
})
