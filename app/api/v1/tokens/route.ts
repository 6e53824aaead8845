import { listTokens } from '#lib/people/queries'
import { createToken } from '#lib/people/token-commands'
import { tokenOperations as api } from '#lib/web/api/people'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'
import { requireShorterLife } from '#lib/web/token-life'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listTokens(actor)))
export const POST = apiRoute(api.create, async (call) => {
  await requireShorterLife(call.tokenId, call.body.expiresAt)
  return saved(call, await createToken(call.actor, call.body))
})
