import { getMailbox } from '#lib/mailboxes/queries'
import { tryFilters } from '#lib/rules/filters'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { refusedProblem } from '#lib/web/problem'
import { found } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const POST = apiRoute(api.tryFilters, async (call) => {
  const outcome = await tryFilters(call.actor, await idIn(call), call.body)
  if (!outcome.ok) throw refusedProblem(outcome.refusals)
  return found(outcome.value)
})
