import { getMailbox } from '#lib/mailboxes/queries'
import { removeMailboxSecondFactor } from '#lib/mailboxes/remove-second-factor'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { idOf } from '#lib/web/id-of'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.removeSecondFactor, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return removed(call, await removeMailboxSecondFactor(call.actor, id))
})
