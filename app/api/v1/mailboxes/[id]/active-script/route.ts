import { getMailbox } from '#lib/mailboxes/queries'
import { activateScript } from '#lib/rules/scripts'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const PUT = apiRoute(api.activateScript, async (call) => saved(call, await activateScript(call.actor, await idIn(call), call.body)))
