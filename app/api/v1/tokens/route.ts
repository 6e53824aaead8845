import { listTokens } from '#lib/people/queries'
import { createToken } from '#lib/people/token-commands'
import { tokenOperations as api } from '#lib/web/api/people'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listTokens(actor)))
export const POST = apiRoute(api.create, async (call) => saved(call, await createToken(call.actor, call.body, { tokenId: call.tokenId })))
