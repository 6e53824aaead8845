import { getMailbox } from '#lib/mailboxes/queries'
import { getVacation, setVacation } from '#lib/rules/vacation'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { found, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const GET = apiRoute(api.vacation, async (call) => found(await getVacation(call.actor, await idIn(call))))
export const PUT = apiRoute(api.setVacation, async (call) => saved(call, await setVacation(call.actor, await idIn(call), call.body)))
