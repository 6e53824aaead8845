import { createDkimKey } from '#lib/dkim/make-keys'
import { listDkimKeys } from '#lib/dkim/queries'
import { getDomain } from '#lib/domains/queries'
import { dkimOperations as api } from '#lib/web/api/dkim'
import { idOf } from '#lib/web/id-of'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, params }) => {
  const { id } = await getDomain(actor, params.id)
  return found(await listDkimKeys(actor, id))
})

export const POST = apiRoute(api.create, async (call) => {
  const id = await idOf(call.params.id, (name) => getDomain(call.actor, name))
  return saved(call, await createDkimKey(call.actor, id, call.body))
})
