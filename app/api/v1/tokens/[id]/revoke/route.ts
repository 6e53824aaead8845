import { revokeToken } from '#lib/people/token-commands'
import { tokenOperations as api } from '#lib/web/api/people'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.revoke, async (call) => saved(call, await revokeToken(call.actor, call.params.id)))
