import { createDomain } from '#lib/domains/commands'
import { listDomains } from '#lib/domains/queries'
import { domainOperations as api } from '#lib/web/api/domains'
import { page, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query, request }) => page(request, await listDomains(actor, query, query)))
export const POST = apiRoute(api.create, async (call) => saved(call, await createDomain(call.actor, call.body)))
