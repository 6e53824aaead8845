import { deleteDomain } from '#lib/domains/delete-domain'
import { getDomain } from '#lib/domains/queries'
import { updateDomain } from '#lib/domains/update-domain'
import { domainOperations as api } from '#lib/web/api/domains'
import { idOf } from '#lib/web/id-of'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Call<typeof api.update | typeof api.remove>) => idOf(params.id, (name) => getDomain(actor, name))

export const GET = apiRoute(api.get, async ({ actor, params }) => foundVersion(await getDomain(actor, params.id)))
export const PATCH = apiRoute(api.update, async (call) =>
  saved(call, await updateDomain(call.actor, await idIn(call), call.version, call.body)),
)
export const DELETE = apiRoute(api.remove, async (call) => removed(call, await deleteDomain(call.actor, await idIn(call), call.version)))
