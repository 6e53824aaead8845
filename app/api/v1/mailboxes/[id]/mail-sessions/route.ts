import { listMailSessions } from '#lib/activity/queries'
import { getMailbox } from '#lib/mailboxes/queries'
import { activityOperations as api } from '#lib/web/api/activity'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.sessions, async ({ actor, params }) => {
  const { id } = await getMailbox(actor, params.id)
  return found(await listMailSessions(actor, id))
})
