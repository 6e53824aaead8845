import { revokeAppPassword } from '#lib/app-passwords/commands'
import { getMailbox } from '#lib/mailboxes/queries'
import { appPasswordOperations as api } from '#lib/web/api/app-passwords'
import { idOf } from '#lib/web/id-of'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.revoke, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return removed(call, await revokeAppPassword(call.actor, id, call.params.appPassword))
})
