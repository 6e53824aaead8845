import { getMailbox } from '#lib/mailboxes/queries'
import { getFilters, setFilters } from '#lib/rules/filters'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { foundVersion, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const GET = apiRoute(api.filters, async (call) => foundVersion(await getFilters(call.actor, await idIn(call))))
export const PUT = apiRoute(api.setFilters, async (call) =>
  saved(call, await setFilters(call.actor, await idIn(call), call.version, call.body)),
)
