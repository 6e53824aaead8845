import { inviteMailbox } from '#lib/mailboxes/invite-mailbox'
import { getMailbox } from '#lib/mailboxes/queries'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.invite, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return saved(call, await inviteMailbox(call.actor, id))
})
