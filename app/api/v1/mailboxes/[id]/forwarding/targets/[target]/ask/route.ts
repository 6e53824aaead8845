import { getMailbox } from '#lib/mailboxes/queries'
import { askAgain } from '#lib/rules/ask-forward'
import { ruleOperations as api } from '#lib/web/api/rules'
import { idOf } from '#lib/web/id-of'
import { localeOf } from '#lib/web/locale-of'
import { saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Pick<Call<typeof api.forwarding>, 'actor' | 'params'>) =>
  idOf(params.id, (name) => getMailbox(actor, name))

export const POST = apiRoute(api.askAgain, async (call) =>
  saved(call, await askAgain(call.actor, await idIn(call), call.params.target, localeOf(call.request))),
)
