import { containMailbox } from '#lib/containment/contain'
import { getSituation } from '#lib/containment/queries'
import { releaseMailbox } from '#lib/containment/release'
import { getMailbox } from '#lib/mailboxes/queries'
import { containmentOperations as api } from '#lib/web/api/containment'
import { idOf } from '#lib/web/id-of'
import { found, removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.situation, async ({ actor, params }) => {
  const { id } = await getMailbox(actor, params.id)
  return found(await getSituation(actor, id))
})

export const POST = apiRoute(api.contain, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return removed(call, await containMailbox(call.actor, id, call.body))
})

export const DELETE = apiRoute(api.release, async (call) => {
  const id = await idOf(call.params.id, (name) => getMailbox(call.actor, name))
  return removed(call, await releaseMailbox(call.actor, id))
})
