import { listSignals } from '#lib/containment/queries'
import { containmentOperations as api } from '#lib/web/api/containment'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.signals, async ({ actor }) => found(await listSignals(actor)))
