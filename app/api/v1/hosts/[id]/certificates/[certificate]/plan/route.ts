import { planCertificates } from '#lib/certificates/queries'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.plan, async ({ actor, params }) => found(await planCertificates(actor, params.id, params.certificate)))
