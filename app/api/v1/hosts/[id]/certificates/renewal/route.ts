import { updateRenewal } from '#lib/certificates/renewal-settings'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const PUT = apiRoute(api.renewal, async (call) => saved(call, await updateRenewal(call.actor, call.params.id, call.body)))
