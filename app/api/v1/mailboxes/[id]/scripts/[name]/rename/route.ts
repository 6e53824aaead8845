import { getMailbox } from '#lib/mailboxes/queries'
import { renameScript } from '#lib/rules/scripts'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const POST = apiRoute(api.renameScript, async (call) =>
  saved(call, await renameScript(call.actor, await idIn(call), { name: call.params.name, to: call.body.to })),
)
