import { listMailSignIns } from '#lib/activity/queries'
import { getMailbox } from '#lib/mailboxes/queries'
import { activityOperations as api } from '#lib/web/api/activity'
import { page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.signIns, async ({ actor, params, query, request }) => {
  const { id } = await getMailbox(actor, params.id)
  return page(request, await listMailSignIns(actor, id, query))
})
