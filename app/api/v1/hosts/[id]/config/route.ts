import { applyHostConfig } from '#lib/hosts/commands'
import { planHostConfig } from '#lib/hosts/queries'
import { hostOperations as api } from '#lib/web/api/hosts'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.config, async ({ actor, params }) => found(await planHostConfig(actor, params.id)))
export const POST = apiRoute(api.applyConfig, async (call) =>
  saved(call, await applyHostConfig(call.actor, call.params.id, call.body.digest)),
)
