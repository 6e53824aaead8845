import { createAlias } from '#lib/aliases/commands'
import { listAliases } from '#lib/aliases/queries'
import { aliasOperations as api } from '#lib/web/api/aliases'
import { page, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query, request }) => page(request, await listAliases(actor, query, query)))
export const POST = apiRoute(api.create, async (call) => saved(call, await createAlias(call.actor, call.body)))
