import { getMailbox } from '#lib/mailboxes/queries'
import { listScripts } from '#lib/rules/scripts'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { found } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const GET = apiRoute(api.scripts, async (call) => found({ scripts: await listScripts(call.actor, await idIn(call)) }))
