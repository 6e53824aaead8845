import { renewNow } from '#lib/certificates/renewal-settings'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.renew, async (call) => saved(call, await renewNow(call.actor, call.params.id)))
