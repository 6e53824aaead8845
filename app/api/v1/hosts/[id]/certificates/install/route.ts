import { installAgain } from '#lib/certificates/commands'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.install, async (call) => saved(call, await installAgain(call.actor, call.params.id)))
