import { getMailbox } from '#lib/mailboxes/queries'
import { deleteScript, readScript, saveScript } from '#lib/rules/scripts'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { found, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const GET = apiRoute(api.script, async (call) => found(await readScript(call.actor, await idIn(call), call.params.name)))
export const PUT = apiRoute(api.saveScript, async (call) =>
  saved(call, await saveScript(call.actor, await idIn(call), { ...call.body, name: call.params.name })),
)
export const DELETE = apiRoute(api.deleteScript, async (call) =>
  removed(call, await deleteScript(call.actor, await idIn(call), { name: call.params.name })),
)
