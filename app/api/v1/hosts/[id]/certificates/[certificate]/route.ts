import { removeCertificate } from '#lib/certificates/commands'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.remove, async (call) =>
  saved(call, await removeCertificate(call.actor, call.params.id, call.params.certificate)),
)
