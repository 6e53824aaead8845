import { unbindPerson } from '#lib/oidc/bindings'
import { providerOperations as api } from '#lib/web/api/sign-in-provider'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.unbind, async (call) => removed(call, await unbindPerson(call.actor, call.params.id)))
