import { checkCertificates } from '#lib/certificates/check-now'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.check, async (call) => saved(call, await checkCertificates(call.actor, call.params.id)))
