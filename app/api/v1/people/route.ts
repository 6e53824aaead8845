import { createAdministrator } from '#lib/people/commands'
import { listAdministrators } from '#lib/people/queries'
import { peopleOperations as api } from '#lib/web/api/people'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listAdministrators(actor)))
export const POST = apiRoute(api.create, async (call) => saved(call, await createAdministrator(call.actor, call.body)))
