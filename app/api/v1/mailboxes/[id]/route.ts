import { deleteMailbox } from '#lib/mailboxes/commands'
import { getMailbox } from '#lib/mailboxes/queries'
import { updateMailbox } from '#lib/mailboxes/update-mailbox'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { idOf } from '#lib/web/id-of'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Call<typeof api.update | typeof api.remove>) => idOf(params.id, (name) => getMailbox(actor, name))

export const GET = apiRoute(api.get, async ({ actor, params }) => foundVersion(await getMailbox(actor, params.id)))
export const PATCH = apiRoute(api.update, async (call) =>
  saved(call, await updateMailbox(call.actor, await idIn(call), call.version, call.body)),
)
export const DELETE = apiRoute(api.remove, async (call) => removed(call, await deleteMailbox(call.actor, await idIn(call), call.version)))
