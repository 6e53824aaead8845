import { importDkimKey } from '#lib/dkim/make-keys'
import { getDomain } from '#lib/domains/queries'
import { dkimOperations as api } from '#lib/web/api/dkim'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.import, async (call) => {
  const id = await idOf(call.params.id, (name) => getDomain(call.actor, name))
  return saved(call, await importDkimKey(call.actor, id, call.body))
})
