import { proposeNames } from '#lib/certificates/propose-names'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.names, async ({ actor, params }) => found(await proposeNames(actor, params.id)))
