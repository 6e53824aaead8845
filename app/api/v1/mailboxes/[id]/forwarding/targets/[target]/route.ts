import { getMailbox } from '#lib/mailboxes/queries'
import { removeForwardTarget } from '#lib/rules/forwarding'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { removed } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const DELETE = apiRoute(api.removeTarget, async (call) =>
  removed(call, await removeForwardTarget(call.actor, await idIn(call), call.params.target)),
)
