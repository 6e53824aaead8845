import { createAppPassword, revokeAppPasswords } from '#lib/app-passwords/commands'
import { listAppPasswords } from '#lib/app-passwords/queries'
import { getMailbox } from '#lib/mailboxes/queries'
import { appPasswordOperations as api } from '#lib/web/api/app-passwords'
import { idOf } from '#lib/web/id-of'
import { found, removed, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, params }) => {
  const { id } = await getMailbox(actor, params.id)
  return found(await listAppPasswords(actor, id))
})

export const POST = apiRoute(api.create, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return saved(call, await createAppPassword(call.actor, id, call.body))
})

export const DELETE = apiRoute(api.revokeAll, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return removed(call, await revokeAppPasswords(call.actor, id))
})
