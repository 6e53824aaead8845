import { listHostCertificates } from '#lib/certificates/queries'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.listAll, async ({ actor }) => found(await listHostCertificates(actor)))
