import { uploadCertificate } from '#lib/certificates/commands'
import { getHostCertificates } from '#lib/certificates/queries'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getHostCertificates(actor, params.id)))
export const POST = apiRoute(api.upload, async (call) => saved(call, await uploadCertificate(call.actor, call.params.id, call.body)))
