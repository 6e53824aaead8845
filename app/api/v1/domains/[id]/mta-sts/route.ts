import { endMtaSts, updateMtaSts } from '#lib/mta-sts/commands'
import { getMtaSts } from '#lib/mta-sts/queries'
import { mtaStsOperations as api } from '#lib/web/api/mta-sts'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getMtaSts(actor, params.id)))
export const PUT = apiRoute(api.update, async (call) => saved(call, await updateMtaSts(call.actor, call.params.id, call.body)))
export const DELETE = apiRoute(api.end, async (call) => saved(call, await endMtaSts(call.actor, call.params.id)))
