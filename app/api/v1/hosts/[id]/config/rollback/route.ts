import { rollBackHostConfig } from '#lib/hosts/commands'
import { hostOperations as api } from '#lib/web/api/hosts'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.rollBackConfig, async (call) =>
  saved(call, await rollBackHostConfig(call.actor, call.params.id, call.body.backup)),
)
