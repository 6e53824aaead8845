import { bulkChangeAliases } from '#lib/aliases/bulk'
import { aliasOperations as api } from '#lib/web/api/aliases'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.bulk, async (call) => saved(call, await bulkChangeAliases(call.actor, call.body)))
